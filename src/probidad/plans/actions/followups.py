"""Publishing a follow-up and taking it back.

Publishing says that the entity shows the document; it verifies nothing, and the verified figures stay without data.
A follow-up of a year that is over is published as the historical document that it is (*publicación del documento
histórico*), and the trail says so: that may also be done by who runs the installation, acting in the entity by a
command, because it is no new act of the entity. The system itself publishes nothing.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from probidad.core import trail
from probidad.core.access import Actor, require
from probidad.core.actions.anchors import PUBLICATION, anchor_now
from probidad.documents.publication import masked
from probidad.plans.models import FollowUp
from probidad.plans.queries.cycle import historical
from probidad.plans.queries.followups import followups
from probidad.rules.finding import gettext_noop as _

SHORTEST_REASON = 10


class NotNowError(ValueError):
    """Something that cannot be done to a follow-up as it stands. The text is a message identifier."""


@transaction.atomic
def publish(actor: Actor, *, followup_id: int, today: date | None = None) -> FollowUp:
    """Put a follow-up on line, from now on. Raises :class:`NotNowError` for one that is on line already."""
    followup = _locked(actor, followup_id)
    past = historical(followup.plan, today or timezone.localdate())
    require(actor, "document.publish" if past else "followup.publish")
    if followup.public:
        raise NotNowError(_("This follow-up is already published."))
    followup.public_since, followup.withdrawn, followup.withdrawal = timezone.now(), None, ""
    followup.save(update_fields=["public_since", "withdrawn", "withdrawal"])
    trail.record(
        actor, "followup.published", followup, digest=followup.digest, historical=past, operator=actor.operator
    )
    anchor_now(actor, PUBLICATION)
    return followup


@transaction.atomic
def withdraw(actor: Actor, *, followup_id: int, reason: str) -> FollowUp:
    """Take a follow-up off line. Its address stays and tells ``reason``, in which names of persons are masked.

    Raises :class:`NotNowError` for one that is not on line, or without a reason that a citizen can read.
    """
    require(actor, "followup.withdraw")
    followup = _locked(actor, followup_id)
    if not followup.public:
        raise NotNowError(_("This follow-up is not published."))
    told = masked(" ".join(reason.split()))
    if len(told) < SHORTEST_REASON:
        raise NotNowError(_("Say in a sentence why it is withdrawn: citizens read it at its address."))
    followup.withdrawn, followup.withdrawal = timezone.now(), told
    followup.save(update_fields=["withdrawn", "withdrawal"])
    trail.record(actor, "followup.withdrawn", followup, digest=followup.digest, reason=told)
    anchor_now(actor, PUBLICATION)
    return followup


def _locked(actor: Actor, followup_id: int) -> FollowUp:
    """Raises ``FollowUp.DoesNotExist`` for one that the actor does not reach."""
    found: FollowUp = followups(actor).select_for_update(of=("self",)).get(pk=followup_id)
    return found
