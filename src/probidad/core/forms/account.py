"""Forms of the account: sign-in, code, password."""

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from probidad.core import accounts
from probidad.core.actions import account, slowdown
from probidad.core.forms.base import Bound, Form

LONGEST = 256  # characters of a password


def _secret(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, widget=widget, strip=False, max_length=LONGEST)


def _digits(label: Any, help_text: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=20)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password."""

    bound_field_class = Bound

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}), max_length=254
        )
        self.fields["password"] = _secret(_("Password"), "current-password")


class SecondStepForm(AuthenticateForm):  # type: ignore[misc]
    """The code of the app, or a backup code."""

    bound_field_class = Bound

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["code"] = _digits(
            _("Code"), _("The six digits that your authenticator app shows now, or one of your backup codes.")
        )

    def clean_code(self) -> str:
        """Slowed like a password, and each code opens once."""
        paces = slowdown.code_paces(accounts.attempt(context.request, self.user.email))
        seconds = slowdown.take(paces, now=timezone.now())
        if seconds:
            raise accounts.too_fast(seconds)
        typed: str = self.cleaned_data["code"]
        found = account.spend_code(user_id=self.user.pk, typed=typed, now=timezone.now())
        if found is None:
            raise ValidationError(
                _("This code does not open. Wait for the next one in the app, or write a backup code not used yet."),
                code="incorrect_code",
            )
        slowdown.forgive(paces)
        self.authenticator = found
        return typed


class ConfirmForm(ReauthenticateForm):  # type: ignore[misc]
    """The password again, before something delicate."""

    bound_field_class = Bound

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["password"] = _secret(_("Password"), "current-password")


class SetPasswordForm(Form):
    """A password twice, as the rules want it."""

    password = _secret(_("New password"), "new-password")
    again = _secret(_("The same password again"), "new-password")

    def __init__(self, *arguments: Any, user: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.user = user
        self.fields["password"].help_text = " ".join(str(text) for text in password_validators_help_texts())

    def clean_password(self) -> str:
        typed: str = self.cleaned_data["password"]
        validate_password(typed, self.user)
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "password" in cleaned and cleaned.get("again") not in (None, cleaned["password"]):
            self.add_error("again", ValidationError(_("The two passwords are not the same."), code="different"))
        return cleaned


class ChangePasswordForm(SetPasswordForm):
    """The present password, and a new one."""

    present = _secret(_("Your password now"), "current-password")
    field_order = ("present", "password", "again")

    def clean_present(self) -> str:
        """Slowed like a sign-in."""
        typed: str = self.cleaned_data["present"]
        if not accounts.AccountAdapter().reauthenticate(self.user, typed):
            raise ValidationError(_("This is not your password."), code="incorrect_password")
        return typed


class ActivateForm(Form):
    """The first code of an authenticator app. Whether it fits says the action."""

    code = _digits(_("Code"), _("The six digits that the app shows now."))


class ForgottenForm(Form):
    """The address to which a link goes."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}), max_length=254
    )
