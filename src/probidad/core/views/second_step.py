"""The second step of one's own account: set up, backup codes, leave."""

from collections.abc import Callable
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from probidad.core import accounts
from probidad.core.actions import account, slowdown
from probidad.core.forms.account import ActivateForm
from probidad.core.queries import signin
from probidad.core.views.account import SEE_OTHER, shown

SECRET = "second_step_secret"  # noqa: S105 (key of the session)
_View = Callable[[HttpRequest], HttpResponse]


def confirmed(view: _View) -> _View:
    """A page for who signed in a moment ago or writes the password again."""
    return cast(_View, reauthentication_required(app="allauth.mfa")(view))


@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """Whether the second step is on, whether it must be, and how many backup codes are left."""
    user: Any = request.user
    return shown(
        request,
        "mfa/index.html",
        active=signin.has_second_step(user.pk),
        obligatory=signin.demands(user.pk, today=timezone.localdate()).second_step,
        left=len(signin.unused_backup_codes(user.pk)),
    )


@confirmed
def activate(request: HttpRequest) -> HttpResponse:
    """Scan or type the secret, write the first code. Two tabs show the same secret."""
    user: Any = request.user
    if signin.has_second_step(user.pk):
        return HttpResponseRedirect(reverse("mfa_index"))
    if SECRET not in request.session:
        request.session[SECRET] = account.new_secret()
    secret: str = request.session[SECRET]
    form = ActivateForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _fits(request, form, secret):
        del request.session[SECRET]
        messages.success(request, _("The second step is on. Keep these backup codes before you go on."))
        return HttpResponseRedirect(reverse("mfa_view_recovery_codes"), status=SEE_OTHER)
    return shown(
        request,
        "mfa/activate.html",
        form,
        grouped=[secret[start : start + 4] for start in range(0, len(secret), 4)],
        picture=_picture(get_adapter().build_totp_url(user, secret)),
        obligatory=signin.demands(user.pk, today=timezone.localdate()).second_step,
    )


def _fits(request: HttpRequest, form: ActivateForm, secret: str) -> bool:
    user: Any = request.user
    paces = slowdown.code_paces(accounts.attempt(request, user.email))
    seconds = slowdown.take(paces, now=timezone.now())
    if seconds:
        form.add_error("code", accounts.too_fast(seconds))
        return False
    done = account.activate_second_step(
        accounts.oneself(request),
        secret=secret,
        typed=form.cleaned_data["code"],
        now=timezone.now(),
        session_key=request.session.session_key or "",
    )
    if done:
        slowdown.forgive(paces)
    else:
        form.add_error("code", _("This code is not of this key. Check that the telephone's clock is right."))
    return done


def _picture(text: str) -> tuple[int, str]:
    """A QR code as the side of a square and the path of its dark modules."""
    import qrcode  # noqa: PLC0415 (brings a library of pictures; only the set-up of the second step draws)

    drawn = qrcode.QRCode(border=4)
    drawn.add_data(text)
    drawn.make()
    rows = drawn.get_matrix()
    path = "".join(
        f"M{column} {line}h1v1h-1z" for line, row in enumerate(rows) for column, dark in enumerate(row) if dark
    )
    return len(rows), path


@confirmed
def deactivate(request: HttpRequest) -> HttpResponse:
    """Leave the second step; not for whose role demands it."""
    user: Any = request.user
    if not signin.has_second_step(user.pk) or signin.demands(user.pk, today=timezone.localdate()).second_step:
        return HttpResponseRedirect(reverse("mfa_index"))
    if request.method == "POST":
        account.deactivate_second_step(accounts.oneself(request))
        messages.success(request, _("The second step is off. Your password alone signs you in."))
        return HttpResponseRedirect(reverse("mfa_index"), status=SEE_OTHER)
    return shown(request, "mfa/deactivate.html")


@confirmed
def backup_codes(request: HttpRequest) -> HttpResponse:
    """Backup codes not used yet."""
    user: Any = request.user
    if not signin.has_second_step(user.pk):
        return HttpResponseRedirect(reverse("mfa_index"))
    return shown(request, "mfa/backup_codes.html", codes=signin.unused_backup_codes(user.pk))


@confirmed
def renew_backup_codes(request: HttpRequest) -> HttpResponse:
    """Make new backup codes."""
    user: Any = request.user
    if request.method == "POST" and signin.has_second_step(user.pk):
        account.renew_backup_codes(accounts.oneself(request))
        messages.success(request, _("These are your new backup codes; the earlier ones open nothing any more."))
    return HttpResponseRedirect(reverse("mfa_view_recovery_codes"), status=SEE_OTHER)
