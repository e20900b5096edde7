"""The frame of every page: Jinja2 with our words, and a part of a page alone for htmx."""

from collections.abc import Mapping
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)

from probidad import __version__
from probidad.core.frame import desk_frame
from probidad.documents.renderers.labels import SEVERITY_WORDS
from probidad.documents.words import LANGUAGES, Words
from probidad.rules.finding import Severity
from probidad.rules.finding import gettext_noop as _

_ENGINE = "jinja2"
WEEKDAYS = (_("mo"), _("tu"), _("we"), _("th"), _("fr"), _("sa"), _("su"))  # as short as a calendar writes them


class _Templates(Environment):
    """Templates of the report, the only ones without a folder in their name, find their neighbours too."""

    def join_path(self, template: str, parent: str) -> str:
        return f"report/{template}" if "/" not in template and "/" not in parent else template


def environment(**options: Any) -> Environment:
    """Jinja2 for Django: our templates by office, those of the report under ``report/``."""
    folders = [str(Path(config.path) / "jinja2") for config in apps.get_app_configs()]
    report = FileSystemLoader(str(files("probidad.documents") / "templates"))
    options["loader"] = ChoiceLoader([FileSystemLoader(folders), PrefixLoader({"report": report})])
    made = _Templates(
        **{**options, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]},
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled(),
    )
    if made.autoescape is not True:
        raise RuntimeError("pages escape every text")
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=False
    )
    made.globals.update(
        url=reverse, static=static, words=said, words_plural=_plural, program_version=__version__, current_words=words,
        weekday=_weekday, severity_word=_severity_word, dict=dict, desk_frame=desk_frame,
        messages_of=get_messages,
    )  # fmt: skip
    made.filters.update(day=_day, short_day=_short_day, moment=_moment, whole=_whole)
    return made


def _compiled() -> BytecodeCache:
    """Templates compiled once and kept in the data folder, that nobody else may write: compiling those of one page takes
    a tenth of a second in each process. What is kept is found by the text of the template, so it is never stale."""
    folder = Path(settings.DATA) / "templates"
    folder.mkdir(mode=0o700, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


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
    """The page, or only its block ``part`` when htmx asks for it; a page taken from the history is always whole."""
    given = dict(context or {})
    asked = request.headers.get("HX-Request") == "true" and request.headers.get("HX-History-Restore-Request") != "true"
    if part and asked:
        response = HttpResponse(_block(request, template, part, given), status=status)
    else:
        response = HttpResponse(engines[_ENGINE].get_template(template).render(given, request), status=status)
    if part:
        patch_vary_headers(response, ("HX-Request", "HX-History-Restore-Request"))
    return response


def _block(request: HttpRequest, template: str, part: str, context: dict[str, Any]) -> str:
    """One block, as the page would have it. The page is begun, so that every template that it extends has laid its
    blocks and imports, and left at its first piece."""
    inner = engines[_ENGINE].get_template(template).template  # type: ignore[attr-defined]
    given = {"request": request, "csrf_input": csrf_input_lazy(request), "csrf_token": csrf_token_lazy(request)}
    made = inner.new_context({**context, **given})
    begun = inner.root_render_func(made)
    next(begun)
    begun.close()
    return "".join(made.blocks[part][0](made))
