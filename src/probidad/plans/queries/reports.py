"""The reports of follow-ups, thawed. They never change, so a few are kept in the process, by the digest of each."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from probidad.core.access import Actor
from probidad.documents.frozen_report import thaw
from probidad.documents.renderers.drawings import Drawing, loaded
from probidad.documents.report import Report
from probidad.plans.models import FollowUp, PressedFile
from probidad.plans.queries.followups import followups

MOST = 12  # reports that a process keeps
CHARTS = "charts"


class KeptReports:
    """The last reports asked for. Safe among threads: two that ask at once may both thaw, and get the same."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._reports: OrderedDict[tuple[str, str], Report] = OrderedDict()
        self._lock = Lock()

    def get(self, copy: str, digest: str, read: Callable[[], bytes]) -> Report:
        """The report under ``copy`` and ``digest``; ``read`` gives its frozen bytes when it is not here."""
        key = (copy, digest)
        with self._lock:
            if key in self._reports:
                self._reports.move_to_end(key)
                return self._reports[key]
        report = thaw(read())
        with self._lock:
            self._reports[key] = report
            while len(self._reports) > self._most:
                self._reports.popitem(last=False)
        return report


KEPT = KeptReports()


def working_report(actor: Actor, followup_id: int) -> Report:
    """The report with names as written, for who works in the entity.

    Raises ``FollowUp.DoesNotExist`` for a follow-up that the actor does not reach.
    """
    digest = followups(actor).values_list("digest", flat=True).get(pk=followup_id)
    return KEPT.get(f"working-{followup_id}", digest, lambda: _blob(followup_id, "frozen"))


def masked_report(followup_id: int, digest: str) -> Report:
    """The report that may be published, of a follow-up that the caller has already found."""
    return KEPT.get(f"published-{followup_id}", digest, lambda: _blob(followup_id, "published"))


def charts(followup_id: int, language: str) -> tuple[Drawing, ...]:
    """The charts of a follow-up that the caller has already found; none until they are pressed."""
    rows = PressedFile.objects.filter(followup_id=followup_id, language=language, key=CHARTS)
    content = rows.values_list("content", flat=True).first()
    return loaded(bytes(content)).drawings if content is not None else ()


def _blob(followup_id: int, name: str) -> bytes:
    return bytes(FollowUp.objects.values_list(name, flat=True).get(pk=followup_id))


def file(followup_id: int, language: str, key: str) -> PressedFile | None:
    """A file of a follow-up that the caller has already found; None until it is pressed."""
    rows = PressedFile.objects.filter(followup_id=followup_id, language=language, key=key)
    return rows.exclude(key=CHARTS).first()
