"""How mail of the program is written: a letter told as plain text and as HTML, in the language of who gets it."""

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import engines
from django.utils import translation

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line of a list, with the whole address where it is seen (or none); ``note`` stands after it."""

    text: str
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines under a heading; ``more`` says how many are left out and where they are."""

    title: str
    lines: tuple[LetterLine, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in the reader's language. ``link`` is a label and its whole address; ``closing`` says why the
    mail comes and how it stops."""

    subject: str
    paragraphs: tuple[str, ...] = ()
    link: tuple[str, str] | None = None
    parts: tuple[Part, ...] = ()
    closing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A mail in both forms. The subject is one line."""

    subject: str
    text: str
    html: str


def written(letter: Letter) -> Written:
    """Both forms of a letter. The language must be in force."""
    subject = one_line(letter.subject)
    language = (translation.get_language() or "es").split("-")[0]
    context = {"letter": letter, "subject": subject, "language": "es-CO" if language == "es" else language}
    return Written(subject, _plain(letter), engines["jinja2"].get_template("mail/letter.html").render(context))


def _plain(letter: Letter) -> str:
    blocks = list(letter.paragraphs)
    if letter.link:
        blocks.append(letter.link[1])
    for part in letter.parts:
        lines = [part.title.upper()]
        for line in part.lines:
            lines.append(f"- {' '.join(line.text.split())}")
            lines += [f"  {more}" for more in (line.note, line.address) if more]
        blocks.append("\n".join([*lines, *([part.more] if part.more else [])]))
    if letter.closing:
        blocks.append("\n".join(("-- ", *letter.closing)))
    return "\n\n".join(blocks) + "\n"


def one_line(text: str) -> str:
    """The text of a subject or a name: no control character and no line break can make a header of it."""
    return " ".join(_CONTROL.sub(" ", text).split())[:LONGEST_SUBJECT]


def absolute(path: str) -> str:
    """The whole address of a path of the site, as settings say: what is written without a request needs it."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE}{path}"


def in_language(language: str) -> Any:
    """The language of a person, where the product speaks it; the installation's otherwise."""
    known = {code for code, _name in settings.LANGUAGES}
    return translation.override(language if language in known else settings.LANGUAGE_CODE)
