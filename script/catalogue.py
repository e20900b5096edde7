"""Keeps the Spanish catalogue in step with the code. Needs Babel only, not GNU gettext.

python script/catalogue.py update            extract messages, merge, compile
python script/catalogue.py translate FILE    take translations from a .po fragment, then update
python script/catalogue.py check             fail when anything is stale, missing or fuzzy
"""

import fcntl
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "src/probidad/locale/es/LC_MESSAGES"
PO, MO = FOLDER / "django.po", FOLDER / "django.mo"
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/jinja2/**.html", "jinja2"),
    ("**/templates/**.j2", "jinja2"),
]
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_noop": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "words": None,
    "plural": (1, 2),
    "words_plural": (1, 2),
}


def extracted() -> Catalog:
    catalogue = Catalog(locale="es", project="probidad", version="", charset="utf-8", fuzzy=False)
    source = ROOT / "src/probidad"
    options = {pattern: {"trimmed": "true"} for pattern, method in METHODS if method == "jinja2"}
    for name, _line, message, comments, context in extract_from_dir(
        source, METHODS, options_map=options, keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        catalogue.add(message, locations=[(name, None)], auto_comments=comments, context=context)
    return catalogue


def current() -> Catalog:
    if not PO.exists():
        return Catalog(locale="es")
    with PO.open("rb") as handle:
        return read_po(handle, locale="es")


def merged(extra: Catalog | None = None) -> Catalog:
    old, new = current(), extracted()
    for message in new:
        if not message.id:
            continue
        for known in (extra, old):
            found = known.get(message.id) if known else None
            if found is not None and any(found.string if isinstance(found.string, tuple) else [found.string]):
                message.string = found.string
                break
    return new


def texts(catalogue: Catalog) -> tuple[bytes, bytes]:
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, omit_header=False, sort_output=True, width=100, ignore_obsolete=True)
    lines = [line for line in po.getvalue().split(b"\n") if b"-Date:" not in line and b"Generated-By" not in line]
    clean = b"\n".join(lines)
    still = read_po(io.BytesIO(clean), locale="es")
    still.creation_date = still.revision_date = EPOCH  # Babel would put the hour of each run
    write_mo(mo, still)
    return clean, mo.getvalue()


def untranslated(catalogue: Catalog) -> list[str]:
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all(message.string if isinstance(message.string, tuple) else [message.string])
    ]


def main(arguments: list[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    if arguments[:1] == ["check"]:
        catalogue = merged()
        po, mo = texts(catalogue)
        stale = [path.name for path, want in ((PO, po), (MO, mo)) if not path.exists() or path.read_bytes() != want]
        missing = untranslated(catalogue)
        for message in missing:
            print(f"no translation: {message}")
        for name in stale:
            print(f"stale: {name}; run python script/catalogue.py update")
        return 1 if missing or stale else 0
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        extra = None
        if arguments[:1] == ["translate"]:
            with Path(arguments[1]).open("rb") as handle:
                extra = read_po(handle, locale="es")
        catalogue = merged(extra)
        po, mo = texts(catalogue)
        PO.write_bytes(po)
        MO.write_bytes(mo)
    missing = untranslated(catalogue)
    print(f"{len(catalogue)} messages, {len(missing)} without translation")
    for message in missing:
        print(f"  {message!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
