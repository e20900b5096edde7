"""Who sees and does what in plans."""

from probidad.core.access import Policy, Scope, policies
from probidad.core.verb_labels import VerbLabel, verb_labels
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import ASSIGNABLE, Role

_PUBLISHERS = frozenset({Role.INTERNAL_CONTROL, Role.APPROVER})

policies.lay(
    Policy(
        table="plans.plan",
        label=_("Plans, follow-ups and findings"),
        sees=dict.fromkeys(ASSIGNABLE, Scope.ENTITY),
        citizen=Scope.PUBLIC,
        does={
            "followup.import": frozenset({Role.PLANNING, Role.INTERNAL_CONTROL, Role.SYSTEM}),
            "followup.publish": _PUBLISHERS,
            "followup.withdraw": _PUBLISHERS,
            "activity.assign": frozenset({Role.PLANNING}),
        },
        reason=_("Planning consolidates, internal control follows up and publishes; everybody in the entity reads."),
    )
)
policies.lay(
    Policy(
        table="plans.document",
        label=_("Historical follow-ups"),
        sees={},
        does={"document.publish": _PUBLISHERS},
        reason=_(
            "A follow-up of a year that is over stands on line as the document that the entity already made: the operator may put it there too."
        ),
        operator=True,
    )
)

for _key, _label in {
    "followup.import": _("import follow-ups"),
    "followup.publish": _("publish follow-ups"),
    "followup.withdraw": _("take follow-ups off line"),
    "document.publish": _("put historical follow-ups on line"),
    "activity.assign": _("assign activities to units"),
}.items():
    verb_labels.lay(VerbLabel(_key, _label))
