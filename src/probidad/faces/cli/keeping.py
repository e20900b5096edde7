"""``probidad respaldar``, ``restaurar`` and ``trasladar``: the data kept apart, brought back, taken elsewhere."""

import getpass
import os
import sys
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from probidad.core.archive.backup import Made
from probidad.core.archive.backup import back_up as make_backup
from probidad.core.archive.box import Manifest
from probidad.core.archive.filling import Compared, DiffersError
from probidad.core.archive.restoring import examine
from probidad.core.archive.restoring import restore as bring_back
from probidad.core.archive.sealing import SHORTEST_PHRASE, Keys, identities_in, new_identity, recipient
from probidad.core.archive.transferring import transfer as take_over
from probidad.documents.refusal import RefusalError
from probidad.documents.words import Words
from probidad.faces.cli.preparing import alone, collect_static, lacking, missing_migrations, static_is_stale
from probidad.rules.finding import gettext_noop as _

FOLDER = "respaldos"
SHOWN = 12  # figures of a digest that tell two apart at a glance


def back_up(words: Words, output: Path | None, *, recipients: list[str], phrase_file: Path | None) -> int:
    """Exit code: 1 when files of the evidence lack or are damaged, and the backup holds the rest; 0 otherwise."""
    keys = _closing(words, recipients or settings.BACKUP_RECIPIENTS, phrase_file)
    made = make_backup(_target(output), keys)
    _tell(words, made)
    return int(bool(made.manifest.lacking))


def _target(output: Path | None) -> Path:
    name = f"probidad-{timezone.now():%Y%m%d-%H%M%S}.respaldo"
    if output is None:
        output = Path(settings.DATA) / FOLDER
        output.mkdir(mode=0o700, exist_ok=True)
    return (output / name if output.is_dir() else output).absolute()


def _tell(words: Words, made: Made) -> None:
    manifest = made.manifest
    facts = {
        "file": made.path, "size": words.whole(-(-made.size // 1024)), "sha256": made.sha256, "digest": manifest.digest,
        "tables": words.whole(len(manifest.tables)), "rows": words.whole(sum(table.rows for table in manifest.tables)),
        "files": words.whole(sum(folder.files for folder in manifest.folders)),
    }  # fmt: skip
    _say(words(_("Backup made: %(file)s (%(size)s KiB)."), facts))
    _say(words(_("It holds %(tables)s tables, %(rows)s rows and %(files)s files."), facts))
    _say(words(_("SHA-256 of the file: %(sha256)s"), facts))
    _say(words(_("Digest of the data: %(digest)s"), facts))
    _say(words(_("The secret key of the installation is not in it: keep a copy of it apart.")))
    for name in manifest.unknown:
        _warn(words(_("The table %(table)s is not of this program and was left out."), {"table": name}))
    for name in manifest.lacking:
        _warn(words(_("The file %(file)s lacks or is not what was stored."), {"file": name}))
    if manifest.lacking:
        _warn(words(_("The backup holds everything else. Bring those files back from an earlier backup.")))


def make_key(words: Words, path: Path) -> int:
    """A private key in a file for its owner only; the public one is shown."""
    private, public = new_identity()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as handle:
            handle.write(f"# {public}\n{private}\n")
    except OSError as error:
        raise RefusalError(
            _("The key cannot be written to %(file)s: %(reason)s."),
            remedy=_("Name a file that does not exist yet, in a folder that can be written."),
            facts={"file": str(path), "reason": error.strerror or str(error)},
        ) from error
    _say(
        words(
            _("Private key: %(file)s. Keep it away from this machine: whoever has it opens the backups."),
            {"file": path},
        )
    )
    _say(words(_("Public key, for PROBIDAD_BACKUP_RECIPIENTS or --para:")))
    _say(public)
    return 0


def restore(words: Words, file: Path, *, key: Path | None, phrase_file: Path | None, only_check: bool) -> int:
    """Exit code 1 when what arrived differs from what was kept (nothing stays then), 0 when all is equal."""
    if not file.is_file():
        raise RefusalError(
            _("There is no file %(file)s."), remedy=_("Check its name and where it is."), facts={"file": str(file)}
        )
    keys = _opening(words, key, phrase_file)
    if only_check:
        _describe(words, examine(file, keys))
        _say(words(_("The backup is whole: every row and every file is as it was. Nothing was written.")))
        return 0
    with alone(settings.DATA):
        try:
            done = bring_back(file, keys)
        except DiffersError as error:
            return _differs(words, error.compared)
        _describe(words, done.manifest)
        _proof(words, done.compared, done.manifest.digest)
        if static_is_stale():
            collect_static()
    _say(words(_("Before the server starts, put back the copy of the secret key that was kept apart.")))
    return 0


def transfer(words: Words, address: str) -> int:
    """Exit code 1 when what arrived differs (nothing stays then), 0 when all is equal."""
    target = settings.DESCRIBE_DATABASE(address)
    missing = missing_migrations()
    if missing:
        raise lacking(missing)
    with alone(settings.DATA):
        try:
            compared = take_over(target)
        except DiffersError as error:
            return _differs(words, error.compared)
    _proof(words, compared, "")
    _say(words(_("This database was only read. To work with the other one, put its address in PROBIDAD_DATABASE_URL.")))
    return 0


def _describe(words: Words, manifest: Manifest) -> None:
    facts = {"made": manifest.made, "program": manifest.program, "engine": manifest.engine}
    _say(words(_("Backup of %(made)s, made by Probidad %(program)s with %(engine)s."), facts))
    for name in manifest.lacking:
        _warn(words(_("When it was made, the file %(file)s lacked or was damaged."), {"file": name}))


def _proof(words: Words, compared: list[Compared], digest: str) -> None:
    """The proof of equality, row by row; empty tables are counted only."""
    width = max(len(row.name) for row in compared)
    for row in compared:
        if row.count:
            verdict = words(_("equal")) if row.equal else words(_("DIFFERENT"))
            told = f"{row.sent[:SHOWN]} {'=' if row.equal else '≠'} {row.arrived[:SHOWN]}"
            _say(f"{row.name:<{width}}  {words.whole(row.count):>9}  {told}  {verdict}")
    facts = {"count": words.whole(len(compared)), "empty": words.whole(sum(not row.count for row in compared))}
    if all(row.equal for row in compared):
        _say(words(_("Equal: %(count)s tables and folders, %(empty)s of them empty."), facts))
    if digest:
        _say(words(_("Digest of the data: %(digest)s"), {"digest": digest}))


def _differs(words: Words, compared: list[Compared]) -> int:
    _proof(words, compared, "")
    _warn(words(_("What arrived differs from what was sent, so nothing of it was kept. Report it with these lines.")))
    return 1


def _closing(words: Words, recipients: list[str], phrase_file: Path | None) -> Keys:
    if recipients and phrase_file is None:
        for text in recipients:
            recipient(text)
        return Keys(recipients=tuple(recipients))
    phrase = _phrase(words, phrase_file, twice=True)
    if len(phrase) < SHORTEST_PHRASE:
        raise RefusalError(
            _("The phrase is shorter than %(least)s characters and could be guessed."),
            remedy=_("Take several words that do not belong together, or a key: probidad respaldar --nueva-llave FILE"),
            facts={"least": str(SHORTEST_PHRASE)},
        )
    return Keys(phrase=phrase)


def _opening(words: Words, key: Path | None, phrase_file: Path | None) -> Keys:
    if key is not None:
        return Keys(identities=identities_in(_first(key, whole=True)))
    return Keys(phrase=_phrase(words, phrase_file, twice=False))


def _phrase(words: Words, file: Path | None, *, twice: bool) -> str:
    """The phrase from a file, from the settings, or asked for; never from the command line, where others could see it."""
    if file is None and settings.BACKUP_PASSPHRASE_FILE:
        file = Path(settings.BACKUP_PASSPHRASE_FILE)
    if file is not None:
        return _first(file)
    if settings.BACKUP_PASSPHRASE:
        return str(settings.BACKUP_PASSPHRASE)
    if not sys.stdin.isatty():
        raise RefusalError(
            _("There is no phrase and no key, and a backup is always encrypted."),
            remedy=_(
                "Set PROBIDAD_BACKUP_RECIPIENTS or PROBIDAD_BACKUP_PASSPHRASE_FILE, or give --para, --llave or --frase-en."
            ),
            facts={},
        )
    given = getpass.getpass(words(_("Phrase of the backup:")) + " ")
    if twice and getpass.getpass(words(_("The same phrase again:")) + " ") != given:
        raise RefusalError(_("The two phrases are not the same."), remedy=_("Give the command again."), facts={})
    return given


def _first(file: Path, *, whole: bool = False) -> str:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "UTF-8"
        raise RefusalError(
            _("%(file)s: it cannot be read (%(reason)s)."),
            remedy=_("Check its name and who may read it."),
            facts={"file": str(file), "reason": str(reason)},
        ) from error
    return text if whole else (text.splitlines() or [""])[0].strip()


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _warn(text: str) -> None:
    sys.stderr.write(text + "\n")
