"""A browser at the account pages, and the codes of an authenticator app, for tests."""

import re
import time

from django.http import HttpResponse
from django.test import Client

import town
from probidad.core.models import User
from probidad.rules.onetimecode import PERIOD, code

LOGIN = "/cuenta/entrar/"
CODE = "/cuenta/entrar/codigo/"


def entered(
    browser: Client, who: User | str, password: str = town.PASSWORD, following: str = "", **headers: str
) -> HttpResponse:
    """Address and password sent; the answer is not followed."""
    email = who if isinstance(who, str) else who.email
    data = {"login": email, "password": password, **({"next": following} if following else {})}
    return browser.post(LOGIN, data, **headers)


def shown_code(secret: str = town.SECRET, periods: int = 0) -> str:
    """What the app shows now, or so many periods from now."""
    return code(secret, int(time.time()) // PERIOD + periods)


def signed_in(browser: Client) -> bool:
    """Whether the browser holds a session of a person."""
    return "_auth_user_id" in browser.session


def alert(response: HttpResponse) -> str:
    """What the summary of errors says, without markup."""
    found = re.search(r'role="alert".*?</ul></div>', response.content.decode(), re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>|role=\"alert\"[^>]*>", " ", found[0]).split()) if found else ""
