"""Who sees and does what in plans."""

from probidad.core.access import Policy, Scope, policies
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import ASSIGNABLE, Role

policies.lay(
    Policy(
        table="plans.plan",
        label=_("Plans, follow-ups and findings"),
        sees=dict.fromkeys(ASSIGNABLE, Scope.ENTITY),
        citizen=Scope.PUBLIC,
        does={
            "followup.import": frozenset({Role.PLANNING, Role.INTERNAL_CONTROL}),
            "followup.publish": frozenset({Role.INTERNAL_CONTROL, Role.APPROVER}),
            "activity.assign": frozenset({Role.PLANNING}),
        },
        reason=_("Planning consolidates, internal control follows up and publishes; everybody in the entity reads."),
    )
)
