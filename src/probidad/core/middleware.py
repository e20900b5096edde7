"""What every answer carries, and the reader's language and colours."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponse]
THEME_COOKIE = "probidad_tema"
THEMES = ("light", "dark")
_PERMISSIONS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
)


def headers(get_response: Answer) -> Answer:
    """No device is asked for, and what is private is kept nowhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        private = request.path.startswith(("/mesa/", "/cuenta/"))
        if private:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return answer


def choices(get_response: Answer) -> Answer:
    """Speak the language that the reader chose, Spanish otherwise; never guessed from the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        known = {code for code, _name in settings.LANGUAGES}
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        theme = request.COOKIES.get(THEME_COOKIE, "")
        request.theme = theme if theme in THEMES else ""  # type: ignore[attr-defined]
        language = chosen if chosen in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            return get_response(request)

    return answer
