"""The second step of sign-in, as allauth does it, in our frame."""

from allauth.mfa.base.views import AuthenticateView

from probidad.core.views.account import Ours


class _SecondStep(Ours, AuthenticateView):  # type: ignore[misc]
    template_name = "mfa/authenticate.html"


second_step = _SecondStep.as_view()
