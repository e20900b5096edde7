"""Where the pages of a follow-up stand on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class DeskLinks:
    """``activities`` maps the number of an activity in this follow-up to its key."""

    followup: int
    activities: Mapping[int, int]

    def home(self) -> str:
        return reverse("plans:followup", args=[self.followup])

    def plan(self, anchor: str = "") -> str:
        address = reverse("plans:followup_plan", args=[self.followup])
        return f"{address}#{anchor}" if anchor else address

    def score(self) -> str:
        return reverse("plans:followup_score", args=[self.followup])

    def activity(self, number: int) -> str:
        asked = urlencode({"seguimiento": self.followup})
        return f"{reverse('plans:activity', args=[self.activities[number]])}?{asked}"

    def findings(self, key: str = "", page: int = 1) -> str:
        """The list of the desk, which has filters of its own."""
        return f"{reverse('plans:findings')}?{urlencode({'seguimiento': self.followup})}"

    def download(self, key: str) -> str:
        return reverse("plans:file", args=[self.followup, key])
