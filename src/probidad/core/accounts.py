"""How allauth, which brings sign-in, second step and sessions, behaves here. Its settings name these adapters.

Nobody signs up, an address is no property to manage, an account that is not active is like one that is not there, and
failed tries are slowed by :mod:`probidad.core.actions.slowdown` instead of being counted up to a lock.
"""

import base64
import hashlib
import time
from importlib import import_module
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from probidad.core import browsers
from probidad.core.access import Actor
from probidad.core.actions import sessions, slowdown
from probidad.core.origin import origin
from probidad.core.queries import signin

SINCE = "signed_in"  # key of the session: when it began, in Unix seconds
SEEN = "seen"  # key of the session: when it was last used, to the minute
FRESH = 5 * 60  # seconds in which who signed in need not confirm it for what is delicate


def oneself(request: HttpRequest) -> Actor:
    """The person who asks, on the pages of their own account."""
    user: Any = request.user
    return signin.oneself(user.pk, today=timezone.localdate())


def attempt(request: HttpRequest, account: str) -> slowdown.Try:
    """A try at an account from where the request comes."""
    return slowdown.Try(account=account, origin=origin(request), browser=browsers.known(request, account))


def too_fast(seconds: int) -> ValidationError:
    """Says how long to wait; ``params["seconds"]`` holds it for the header of the answer."""
    if seconds < 100:
        text = ngettext(
            "Too many tries failed. Wait %(seconds)s second and try again.",
            "Too many tries failed. Wait %(seconds)s seconds and try again.",
            seconds,
        )
    else:
        text = _("Too many tries failed. Wait %(minutes)s minutes and try again.")
    return ValidationError(text, code="slow", params={"seconds": seconds, "minutes": -(-seconds // 60)})


def moved(request: HttpRequest, earlier: str) -> None:
    """The session got a new key: the list of sessions follows it."""
    UserSession.objects.filter(session_key=earlier).update(session_key=request.session.session_key)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in by address and password."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "The address and the password do not belong together, or the account is not active."
        ),
        "incorrect_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages answer with pages."""
        return False

    def add_message(self, *_arguments: Any, **_named: Any) -> None:
        """Our pages say what happened in their own words."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return origin(request)

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return browsers.family(request)

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this very site are followed."""
        host = self.request.get_host()
        return bool(url_has_allowed_host_and_scheme(url, {host}, require_https=self.request.is_secure()))

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """The active person whose password this is. Raises ``ValidationError`` when it is too early for a try."""
        paces = slowdown.password_paces(attempt(request, str(credentials["email"])))
        seconds = slowdown.take(paces, now=timezone.now())
        if seconds:
            raise too_fast(seconds)
        user = authenticate(request, **credentials)
        if user is not None:
            slowdown.forgive(paces)
        return user

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the password of who is signed in."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """The password; a stolen open session has no telephone either, so a code would ask for more and prove less."""
        if not user.is_authenticated:
            return []
        return [{"id": "reauthenticate", "description": "", "url": reverse("account_reauthenticate")}]

    def is_reauthentication_required(self, *, app: str, **named: Any) -> bool:
        """Not when the session began a moment ago."""
        return bool(time.time() - self.request.session.get(SINCE, 0) > FRESH)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The desk; their own account for who belongs to no entity any more."""
        actor = oneself(request)
        return reverse(settings.LOGIN_REDIRECT_URL if actor.entity_id or actor.operator else "usersessions_list")

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("account_login"))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Begin a session with a new key, stamped with its beginning, and say so in the trail."""
        if not user.is_active:  # deactivated between the password and the code
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        with transaction.atomic():
            super().login(request, user)
            request.session[SINCE] = request.session[SEEN] = int(time.time())
            records = request.session.get("account_authentication_methods") or [{"method": "invitation"}]
            method = {"mfa": "code"}.get(records[-1]["method"], records[-1]["method"])
            sessions.signed_in(signin.oneself(user.pk, today=timezone.localdate()), method=method)

    def post_login(self, request: HttpRequest, user: Any, **named: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **named)
        UserSession.objects.filter(session_key=request.session.session_key).update(user_agent=browsers.family(request))
        browsers.remember(request, response, user.email)
        return response

    def logout(self, request: HttpRequest) -> None:
        """End the session, here and in the list of sessions."""
        with transaction.atomic():
            sessions.sign_out(oneself(request), session_key=request.session.session_key or "")
            super().logout(request)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second step. What opens it lies encrypted in the database, with a key that is not there."""

    def encrypt(self, text: str) -> str:
        return str(_fernet().encrypt(text.encode()), "ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ``InvalidToken`` when the secret key of the installation is another one now."""
        return str(_fernet().decrypt(encrypted_text.encode()), "utf-8")


def _fernet() -> Any:
    fernet = import_module("cryptography.fernet")  # a fortieth of the start of a server, needed at second steps alone
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(b"probidad.second_step\n" + str(key).encode()).digest() for key in keys]
    return fernet.MultiFernet([fernet.Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
