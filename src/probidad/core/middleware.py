"""What every answer carries, the reader's language and colours, and how long a session holds."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from probidad.core.accounts import SEEN, SINCE
from probidad.core.queries import signin

Answer = Callable[[HttpRequest], HttpResponse]
THEME_COOKIE = "probidad_tema"
THEMES = ("light", "dark")
_WORK, _ACCOUNT = "/mesa/", "/cuenta/"
_STEP = 60  # seconds: how exactly the last use of a session is kept
_PERMISSIONS = (
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()"
)


def headers(get_response: Answer) -> Answer:
    """No device is asked for, and what is private is kept nowhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        private = request.path.startswith((_WORK, _ACCOUNT))
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


def attendance(get_response: Answer) -> Answer:
    """Close the session that rested or lasted too long, and keep who owes a second step out of everything else.

    A request without the cookie of a session is let through untouched: public reading has no session.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return get_response(request)
        user: Any = request.user
        demands = signin.demands(user.pk, today=timezone.localdate())
        if _over(request, demands.idle):
            return _closed(request) or get_response(request)
        if demands.second_step and not request.path.startswith(_ACCOUNT) and not signin.has_second_step(user.pk):
            if request.path.startswith(_WORK):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            request.user = AnonymousUser()
        return get_response(request)

    return answer


def _over(request: HttpRequest, idle: timedelta) -> bool:
    """Whether the session has ended by the clock; if not, it was used now."""
    now = int(time.time())
    since, seen = request.session.setdefault(SINCE, now), request.session.setdefault(SEEN, now)
    if now - since >= signin.WHOLE.total_seconds() or now - seen >= idle.total_seconds():
        return True
    if now - seen >= _STEP:
        request.session[SEEN] = now
        UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())
    return False


def _closed(request: HttpRequest) -> HttpResponse | None:
    """Forget the session. Who was at work is sent to sign in and comes back; a public page is shown as to anybody."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    logout(request)
    if not request.path.startswith((_WORK, _ACCOUNT)):
        return None
    messages.info(request, _("Your session was closed because it was not used, or after twelve hours. Sign in again."))
    back = request.get_full_path() if request.method == "GET" and request.path.startswith(_WORK) else ""
    return HttpResponseRedirect(reverse("account_login") + (f"?next={quote(back)}" if back else ""))
