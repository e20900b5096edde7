"""Sign in, the second step of it, confirm it, sign out, and the password."""

from importlib import import_module
from typing import Any

from allauth.account import views as allauth
from allauth.account.utils import get_next_redirect_url, perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from probidad.core import accounts
from probidad.core.actions import account, invitations, slowdown
from probidad.core.forms.account import ChangePasswordForm, ForgottenForm, SetPasswordForm
from probidad.core.pages import page
from probidad.core.queries import signin

SEE_OTHER = 303


def shown(request: HttpRequest, template: str, form: Form | None = None, **context: Any) -> HttpResponse:
    """A page of the account; 422 when its form has errors, 429 with the time to wait when it came too early."""
    status, wait = 200, 0
    if form is not None and form.errors:
        status = 422
        found = [error for errors in form.errors.as_data().values() for error in errors if error.code == "slow"]
        if found:
            status, wait = 429, (found[0].params or {})["seconds"]
    response = page(request, template, {**context, "form": form}, status=status)
    if wait:
        response.headers["Retry-After"] = str(wait)
    return response


class Ours:
    """Shows a page of allauth with our frame."""

    request: HttpRequest
    template_name: str

    def render_to_response(self, context: dict[str, Any], **_named: Any) -> HttpResponse:
        following = get_next_redirect_url(self.request) or ""
        return shown(self.request, self.template_name, context.get("form"), following=following)


class _SignIn(Ours, allauth.LoginView):  # type: ignore[misc]
    template_name = "account/login.html"


class _Confirm(Ours, allauth.ReauthenticateView):  # type: ignore[misc]
    template_name = "account/reauthenticate.html"


class _SignOut(Ours, allauth.LogoutView):  # type: ignore[misc]
    template_name = "account/logout.html"


sign_in = _SignIn.as_view()
confirm = _Confirm.as_view()
sign_out = _SignOut.as_view()


def second_step(request: HttpRequest) -> HttpResponseBase:
    """The code after the password. Its module brings a library of keys of the browser, a tenth of the server's start:
    it is loaded with the first sign-in."""
    answer: HttpResponseBase = import_module("probidad.core.views.authenticating").second_step(request)
    return answer


@sensitive_post_parameters()
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; the other sessions end."""
    actor = accounts.oneself(request)
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        key = request.session.session_key or ""
        person = account.change_password(actor, password=form.cleaned_data["password"], session_key=key)
        update_session_auth_hash(request, person)
        accounts.moved(request, key)
        messages.success(request, _("The password was changed and your other sessions were closed."))
        return HttpResponseRedirect(reverse("usersessions_list"), status=SEE_OTHER)
    return shown(request, "account/password.html", form)


def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link by mail. The answer is the same whether somebody has the address or nobody."""
    form = ForgottenForm(request.POST or None)
    if not settings.MAIL:
        return shown(request, "account/forgotten.html", asked=False, mail=False)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        seconds = slowdown.take(slowdown.link_paces(accounts.attempt(request, email)), now=timezone.now())
        if not seconds:
            site, language = request.build_absolute_uri("/"), translation.get_language() or settings.LANGUAGE_CODE
            invitations.ask_link(email=email, site=site, language=language)
            return shown(request, "account/forgotten.html", asked=True, mail=True)
        form.add_error(None, accounts.too_fast(seconds))
    return shown(request, "account/forgotten.html", form, asked=False, mail=True)


@sensitive_post_parameters()
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Set the password with a link and sign in. A link that opens nothing says so alike, whatever the reason."""
    found = signin.invitation(secret, now=timezone.now())
    if found is None:
        return _private(shown(request, "account/invitation_void.html"), status=404)
    form = SetPasswordForm(request.POST or None, user=found.user)
    if request.method == "POST" and form.is_valid():
        person = invitations.accept(secret=secret, password=form.cleaned_data["password"], now=timezone.now())
        if person is None:
            return _private(shown(request, "account/invitation_void.html"), status=404)
        request.session.flush()  # whoever was signed in here is not the one who was invited
        response: HttpResponse = perform_login(request, person, redirect_url=reverse(settings.LOGIN_REDIRECT_URL))
        return _private(response)
    return _private(shown(request, "account/invitation.html", form, person=found.user))


def _private(response: HttpResponse, status: int = 0) -> HttpResponse:
    """The address holds a secret: no other page learns it. With ``no-referrer`` a browser would send the form without
    its origin, and the form would be refused as forged; ``strict-origin`` tells the origin and no path."""
    response.headers["Referrer-Policy"] = "strict-origin"
    response.status_code = status or response.status_code
    return response
