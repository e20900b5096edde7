"""``probidad evidencia revisar``: holds rows and files of evidence against each other."""

import json
import sys
from dataclasses import asdict

from django.utils import timezone

from probidad.core.evidence_check import Amiss, Found, check
from probidad.documents.words import Words
from probidad.faces.cli.preparing import lacking, missing_migrations
from probidad.rules.finding import gettext_noop as _

TOLD = {
    Amiss.ABSENT: _("evidence %(evidence)s, version %(version)s: its file %(path)s is not there"),
    Amiss.SIZE: _("evidence %(evidence)s, version %(version)s: its file %(path)s has another size"),
    Amiss.DAMAGED: _("evidence %(evidence)s, version %(version)s: its file %(path)s is damaged"),
    Amiss.ORPHAN: _("%(path)s: a file that no evidence knows"),
    Amiss.LEFTOVER: _("%(path)s: what an upload that was cut off left"),
    Amiss.STRANGER: _("%(path)s: a file that the program did not write"),
}
REMEDIES = (
    ({Amiss.ABSENT, Amiss.SIZE, Amiss.DAMAGED}, _("Bring those files back from a backup, under the same names.")),
    (
        {Amiss.ORPHAN, Amiss.LEFTOVER},
        _(
            "Files without evidence harm nothing. To remove those that are a day old: probidad evidencia revisar --limpiar"
        ),
    ),
    ({Amiss.STRANGER}, _("Look at what the program did not write and take it to another folder by hand.")),
)


def review(words: Words, *, deep: bool, clean: bool, as_json: bool) -> int:
    """Exit code 1 when anything is left amiss."""
    missing = missing_migrations()
    if missing:
        raise lacking(missing)
    told = check(timezone.now(), deep=deep, clean=clean)
    if as_json:
        plain = {
            "rows": told.rows,
            "files": told.files,
            "good": told.good,
            "found": [asdict(each) for each in told.found],
        }
        json.dump(plain, sys.stdout, ensure_ascii=False, indent=1)
        sys.stdout.write("\n")
        return int(not told.good)
    facts = {"rows": words.whole(told.rows), "files": words.whole(told.files)}
    sys.stdout.write(words(_("Evidence with a file: %(rows)s. Files on the disk: %(files)s."), facts) + "\n")
    for each in told.found:
        sys.stdout.write(_line(words, each))
    left = {each.amiss for each in told.found if not each.removed}
    for kinds, remedy in REMEDIES:
        if left & kinds:
            sys.stdout.write(words(remedy) + "\n")
    if not left:
        sys.stdout.write((words(_("Every digest was checked.")) if deep else words(_("Nothing is amiss."))) + "\n")
    return int(not told.good)


def _line(words: Words, each: Found) -> str:
    facts = {"path": each.path, "evidence": each.evidence, "version": each.version}
    removed = words(_("removed")) if each.removed else ""
    return f"- {words(TOLD[each.amiss], facts)}{f' ({removed})' if removed else ''}\n"
