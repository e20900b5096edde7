"""What may be done, in words, for the page of permissions. An office lays words for its verbs in its ``policies.py``."""

from dataclasses import dataclass

from probidad.core.shelf import Shelf
from probidad.rules.finding import gettext_noop as _


@dataclass(frozen=True, slots=True)
class VerbLabel:
    """A verb of a policy (``person.invite``) and what it lets one do."""

    key: str
    label: str


verb_labels: Shelf[VerbLabel] = Shelf("verb_labels", lambda entry: entry.key)


def verb_label(verb: str) -> str:
    """Message identifier of a verb; one without words says itself."""
    return verb_labels[verb].label if verb in verb_labels else verb


for _key, _label in {
    "entity.create": _("make entities"),
    "entity.edit": _("change what the entity says of itself"),
    "unit.edit": _("change the organisation chart"),
    "post.edit": _("make, change and end posts"),
    "post.appoint": _("put people in posts"),
    "process.edit": _("make, change and end processes"),
    "person.invite": _("invite people"),
    "person.edit": _("change the unit of people and end their stay"),
    "person.import": _("import people from a spreadsheet"),
    "role.grant": _("grant and withdraw roles"),
    "import.discard": _("discard imports"),
    "evidence.add": _("add evidence to what they answer for, and withdraw it"),
    "evidence.publish": _("put public copies of evidence on line, and take them off"),
    "evidence.quota": _("set how much evidence the entity may keep"),
    "ledger.anchor": _("make an anchor of the ledger"),
    "ledger.erase": _("erase personal data of the ledger"),
    "key.create": _("make keys of the API"),
    "key.revoke": _("withdraw keys of the API"),
    "notice.read": _("read their notices"),
    "mail.retry": _("send failed mail again"),
    "chore.see": _("see the scheduled work"),
    "nonworkingday.declare": _("write down non-working days"),
    "nonworkingday.revoke": _("revoke non-working days"),
}.items():
    verb_labels.lay(VerbLabel(_key, _label))
