"""Who sees and does what in the tables of the core."""

from probidad.core.access import Policy, Scope, policies
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import ASSIGNABLE, EXECUTING, Role

EVERYONE: dict[Role, Scope] = dict.fromkeys(ASSIGNABLE, Scope.ENTITY)
ONESELF: dict[Role, Scope] = dict.fromkeys(ASSIGNABLE, Scope.OWN)
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
ATTENDING = EXECUTING - {Role.PLANNING, Role.APPROVER}  # they see what their unit answers for
ON_COMMAND = ADMINISTRATOR | {Role.SYSTEM}  # also by a command of who runs the installation

policies.lay(
    Policy(
        table="core.entity",
        label=_("Entities"),
        sees=EVERYONE,
        citizen=Scope.PUBLIC,
        does={"entity.edit": ADMINISTRATOR, "entity.create": frozenset()},
        reason=_("What an entity says of itself is public; its administrator edits it, the operator creates it."),
        operator=True,
    )
)
policies.lay(
    Policy(
        table="core.orgunit",
        label=_("Org units, posts and processes"),
        sees={**EVERYONE, Role.SYSTEM: Scope.ENTITY},
        does={
            "unit.edit": ON_COMMAND | {Role.PLANNING},
            "post.edit": ON_COMMAND,
            "process.edit": ON_COMMAND | {Role.PLANNING},
        },
        reason=_("Everybody sees how the entity is organised; the administrator and planning keep it."),
    )
)
policies.lay(
    Policy(
        table="core.person",
        label=_("People and roles"),
        sees={
            **ONESELF,
            Role.ADMINISTRATOR: Scope.ENTITY,
            Role.INTERNAL_CONTROL: Scope.ENTITY,
            Role.SYSTEM: Scope.ENTITY,
        },
        does={
            "person.invite": ON_COMMAND,
            "person.edit": ADMINISTRATOR,
            "person.import": ON_COMMAND,
            "role.grant": ON_COMMAND,
            "post.appoint": ON_COMMAND,
        },
        reason=_("The administrator keeps people and roles; internal control sees them to review functions."),
    )
)
policies.lay(
    Policy(
        table="core.trail",
        label=_("Trail"),
        sees={
            **ONESELF,
            Role.ADMINISTRATOR: Scope.ENTITY,
            Role.INTERNAL_CONTROL: Scope.ENTITY,
            Role.APPROVER: Scope.ENTITY,
            Role.SYSTEM: Scope.ENTITY,
        },
        does={
            "ledger.anchor": frozenset({Role.INTERNAL_CONTROL, Role.SYSTEM}),
            "ledger.erase": ADMINISTRATOR,
        },
        reason=_("Everybody sees what they did; internal control, the approver and the administrator see it all."),
    )
)
policies.lay(
    Policy(
        table="core.importrun",
        label=_("Imports"),
        sees={**ONESELF, Role.ADMINISTRATOR: Scope.ENTITY, Role.PLANNING: Scope.ENTITY, Role.SYSTEM: Scope.ENTITY},
        does={"import.discard": ADMINISTRATOR | {Role.PLANNING}},
        reason=_("Who may import a kind of file says the policy of what it changes."),
    )
)
policies.lay(
    Policy(
        table="core.apikey",
        label=_("Keys of the API"),
        sees={Role.ADMINISTRATOR: Scope.ENTITY},
        does={"key.create": ADMINISTRATOR, "key.revoke": ADMINISTRATOR},
        reason=_("A key speaks for the entity: only its administrator makes and withdraws keys."),
    )
)
policies.lay(
    Policy(
        table="core.agenda",
        label=_("What is owed"),
        sees={
            **ONESELF,
            Role.OWNER: Scope.UNIT,
            Role.APPROVER: Scope.ENTITY,
            Role.PLANNING: Scope.ENTITY,
            Role.INTERNAL_CONTROL: Scope.ENTITY,
        },
        reason=_(
            "Everybody sees what they owe; owners, that of their unit; who consolidates or follows up, all of it."
        ),
    )
)
policies.lay(
    Policy(
        table="core.evidence",
        label=_("Evidence"),
        sees={
            Role.PLANNING: Scope.ENTITY,
            Role.APPROVER: Scope.ENTITY,
            Role.INTERNAL_CONTROL: Scope.ENTITY,
            Role.SYSTEM: Scope.ENTITY,
            **dict.fromkeys(ATTENDING, Scope.UNIT),
        },
        does={
            "evidence.add": EXECUTING | {Role.INTERNAL_CONTROL},
            "evidence.publish": frozenset({Role.APPROVER, Role.PLANNING}),
            "evidence.quota": ADMINISTRATOR,
        },
        reason=_(
            "Who executes adds evidence of their unit; internal control reads all of it and adds only to its own evaluations; what evidence holds is no affair of readers or of the administrator."
        ),
    )
)
policies.lay(
    Policy(
        table="core.notice",
        label=_("Notices"),
        sees=ONESELF,
        does={"notice.read": frozenset(ASSIGNABLE)},
        reason=_("A notice is for one person and nobody else sees it."),
    )
)
policies.lay(
    Policy(
        table="core.outboxmessage",
        label=_("Mail that leaves"),
        sees={Role.ADMINISTRATOR: Scope.ENTITY},
        does={"mail.retry": ADMINISTRATOR},
        reason=_("The administrator sees that mail leaves, to whom and about what; never its text."),
        operator=True,
    )
)
policies.lay(
    Policy(
        table="core.chorerun",
        label=_("Scheduled work"),
        sees={},
        does={"chore.see": frozenset()},
        reason=_("Who runs the installation sees whether its work is done; it shows nothing of an entity."),
        operator=True,
    )
)
policies.lay(
    Policy(
        table="core.nonworkingday",
        label=_("Non-working days"),
        sees=EVERYONE,
        citizen=Scope.PUBLIC,
        does={"nonworkingday.declare": ADMINISTRATOR, "nonworkingday.revoke": ADMINISTRATOR},
        reason=_(
            "Terms of everybody hang on them, so they are public and only the administrator writes them down, with the act: who must answer within a term does not move it."
        ),
    )
)
