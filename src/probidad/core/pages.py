"""The frame of every page: Jinja2 with our words, and a part of a page alone for htmx."""

from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined

from probidad import __version__
from probidad.documents.renderers.labels import SEVERITY_WORDS
from probidad.documents.words import LANGUAGES, Words
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _

_ENGINE = "jinja2"
WEEKDAYS = (_("mo"), _("tu"), _("we"), _("th"), _("fr"), _("sa"), _("su"))  # as short as a calendar writes them


class _Templates(Environment):
    """Templates of the report name their neighbours without the folder under which they stand here."""

    def join_path(self, template: str, parent: str) -> str:
        return f"report/{template}" if parent.startswith("report/") and "/" not in template else template


def environment(**options: Any) -> Environment:
    """Jinja2 for Django: our templates by office, those of the report under ``report/``."""
    folders = [str(Path(config.path) / "jinja2") for config in apps.get_app_configs()]
    report = FileSystemLoader(str(files("probidad.documents") / "templates"))
    options["loader"] = ChoiceLoader([FileSystemLoader(folders), PrefixLoader({"report": report})])
    made = _Templates(  # noqa: S701 (autoescape comes with Django's options, and is asserted below)
        **{**options, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]},
        trim_blocks=True,
        lstrip_blocks=True,
    )
    if made.autoescape is not True:
        raise RuntimeError("pages escape every text")
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=False
    )
    made.globals.update(
        url=reverse, static=static, words=said, words_plural=_plural, program_version=__version__, current_words=words,
        weekday=_weekday, severity_word=_severity_word, dict=dict,
    )  # fmt: skip
    made.filters.update(day=_day, short_day=_short_day, moment=_moment, whole=_whole)
    return made


def words() -> Words:
    """Words of the language of this request."""
    language = (translation.get_language() or "es").split("-")[0]
    return Words(language if language in LANGUAGES else "es")


def said(message: str, facts: Mapping[str, object] | None = None) -> str:
    """A message identifier with its facts, in the language of this request."""
    return words()(message, facts)


def _plural(one: str, many: str, count: int, facts: Mapping[str, object] | None = None) -> str:
    return words().plural(one, many, count, facts)


def _weekday(value: date) -> str:
    return said(WEEKDAYS[value.weekday()])


def _severity_word(severity: Severity) -> str:
    return said(SEVERITY_WORDS[severity])


def _day(value: date | None) -> str:
    return words().day(value) if value else ""


def _short_day(value: date | None) -> str:
    return words().short_day(value) if value else ""


def _moment(value: datetime | None) -> str:
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{words().short_day(local.date())}, {local:%H:%M}"


def _whole(value: int) -> str:
    return words().whole(value)


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200, part: str = ""
) -> HttpResponse:
    """The page, or only its block ``part`` when htmx asks for it."""
    if part and request.headers.get("HX-Request") == "true":
        return HttpResponse(_block(request, template, part, dict(context or {})), status=status)
    return HttpResponse(engines[_ENGINE].get_template(template).render(dict(context or {}), request), status=status)


def _block(request: HttpRequest, template: str, part: str, context: dict[str, Any]) -> str:
    wrapped = engines[_ENGINE].get_template(template)
    inner = wrapped.template  # type: ignore[attr-defined]
    made = inner.new_context({**context, "request": request})
    return "".join(inner.blocks[part](made))
