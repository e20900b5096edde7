"""The browser with which somebody signs in: its family for the list of sessions, and whether it signed in before."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

COOKIE = "probidad_conocido"
_SALT = "probidad.browsers"
_DAYS = 180
_MOST = 6  # people who share one browser
_FAMILIES = (  # a later one claims to be the earlier ones too
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)


def family(request: HttpRequest) -> str:
    """The name of the browser, nothing more of it; empty when it is none of the usual ones."""
    agent = request.headers.get("User-Agent", "")
    return next((name for mark, name in _FAMILIES if mark in agent), "")


def known(request: HttpRequest, account: str) -> str:
    """The mark that this browser got when somebody signed in to ``account`` with it; empty without one."""
    return _marks(request).get(_tag(account), "")


def remember(request: HttpRequest, response: HttpResponseBase, account: str) -> None:
    """Mark this browser as one that signed in to ``account``. The cookie is sent to the account pages only, opens
    nothing by itself and says nothing readable of anybody."""
    marks = _marks(request)
    mark = marks.pop(_tag(account), None) or secrets.token_urlsafe(12)
    kept = dict([*marks.items(), (_tag(account), mark)][-_MOST:])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=_DAYS * 24 * 60 * 60,
        path="/cuenta/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_DAYS * 24 * 60 * 60)
    except signing.BadSignature:
        return {}
    return {str(tag): str(mark) for tag, mark in found.items()} if isinstance(found, dict) else {}


def _tag(account: str) -> str:
    return salted_hmac(_SALT, account.strip().casefold(), algorithm="sha256").hexdigest()[:16]
