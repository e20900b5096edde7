"""Words of the core's codes: roles, appointments, processes, how far a look reaches. Message identifiers."""

from collections.abc import Mapping

from probidad.core.access import Scope
from probidad.rules.appointments import Filling
from probidad.rules.finding import gettext_noop as _
from probidad.rules.separation import Role

ROLE_LABELS: Mapping[Role, str] = {
    Role.PLANNING: _("Planning"),
    Role.OWNER: _("Owner of a process or an activity"),
    Role.APPROVER: _("Approver"),
    Role.INTERNAL_CONTROL: _("Internal control"),
    Role.FRONT_DESK: _("Front desk"),
    Role.DENUNCIA_OFFICER: _("Officer for denuncias"),
    Role.RECORDS: _("Records"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.READER: _("Reader"),
    Role.SYSTEM: _("The program"),
}
ROLE_MEANINGS: Mapping[Role, str] = {
    Role.PLANNING: _("Puts the plan together, follows it up as second line and assigns activities."),
    Role.OWNER: _("Carries activities or controls out and reports on them with evidence."),
    Role.APPROVER: _("Approves plans and changes that others wrote."),
    Role.INTERNAL_CONTROL: _("Follows up and verifies as third line. Carries nothing out of what it reviews."),
    Role.FRONT_DESK: _("Receives and answers petitions."),
    Role.DENUNCIA_OFFICER: _("Handles denuncias, with the identity of who asked to keep it reserved."),
    Role.RECORDS: _("Keeps the files and the retention of records."),
    Role.ADMINISTRATOR: _("Keeps people, units and roles. Reads no case and verifies nothing."),
    Role.READER: _("Reads what the entity works on, and writes nothing."),
}
FILLING_LABELS: Mapping[str, str] = {
    Filling.HOLDER.value: _("Holder"),
    Filling.STAND_IN.value: _("Stand-in"),
    Filling.PROVISIONAL.value: _("Provisional appointment"),
}
PROCESS_LABELS: Mapping[str, str] = {
    "strategic": _("Strategic process"),
    "mission": _("Mission process"),
    "support": _("Support process"),
    "evaluation": _("Evaluation process"),
}
SCOPE_LABELS: Mapping[Scope, str] = {
    Scope.NONE: _("nothing"),
    Scope.PUBLIC: _("what is published"),
    Scope.OWN: _("one's own"),
    Scope.UNIT: _("that of one's units"),
    Scope.ENTITY: _("all of the entity"),
}


_BY_CODE = {role.value: label for role, label in ROLE_LABELS.items()}


def role_label(code: str) -> str:
    """Message identifier of a role by its code; a code that is no longer a role says itself."""
    return _BY_CODE.get(code, code)
