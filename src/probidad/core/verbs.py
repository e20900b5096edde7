"""The trail in words: what each verb says, and what each kind of object is called.

An office lays its verbs and its subjects in its ``policies.py`` or ``offers.py``. Messages are message identifiers; ``%(name)s`` takes a
fact of the entry. Facts that are codes of ours are told in words: roles (``role``, ``roles``, ``first``, ``second``),
how a post is filled (``kind`` of an appointment) and days.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache

from probidad.core.labels import FILLING_LABELS, PROCESS_LABELS, role_label
from probidad.core.queries import subjects as reads
from probidad.core.shelf import Shelf
from probidad.documents.words import Words
from probidad.frameworks.entities import entity_kinds, entity_orders
from probidad.rules.finding import gettext_noop as _

ABSENT = "—"
_FACT = re.compile(r"%\((\w+)\)s")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Erased(Enum):
    """Stands for a personal value that was erased."""

    VALUE = "erased"


@dataclass(frozen=True, slots=True)
class Verb:
    """What a verb of the trail says, without its subject and its actor, which stand beside it. ``public``: its entries
    go out whole in the public export of the ledger; of the others only the digest does."""

    key: str
    message: str
    public: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of object: ``table`` as in the trail, ``label`` one noun. ``names`` gives what objects are called by
    identifier, in one query; ``address`` is the path of the object's page, empty where it has none."""

    table: str
    label: str
    names: Callable[[Collection[str]], Mapping[str, str]]
    address: Callable[[str], str] | None = None


verbs: Shelf[Verb] = Shelf("verbs", lambda verb: verb.key)
subjects: Shelf[Subject] = Shelf("subjects", lambda subject: subject.table)


def told(words: Words, verb: str, facts: Mapping[str, object]) -> str:
    """An entry in words. A verb that no office laid says itself; a fact that the entry lacks is a dash."""
    if verb not in verbs:
        return verb
    message = verbs[verb].message
    needed = _FACT.findall(message)
    return words(message, {name: _fact(words, name, facts.get(name)) for name in needed})


def short(words: Words, verb: str) -> str:
    """A verb for a filter: its first sentence, its facts left out."""
    if verb not in verbs:
        return verb
    message = verbs[verb].message
    return words(message, dict.fromkeys(_FACT.findall(message), "…")).split(". ")[0]


def _fact(words: Words, name: str, value: object) -> object:
    if value is None or value in ("", []):
        return words(_("no day set")) if name == "ends" else ABSENT
    if isinstance(value, bool):
        return words(_("yes")) if value else words(_("no"))
    if value is Erased.VALUE:
        return words(_("(erased)"))
    if isinstance(value, list):
        return ", ".join(str(_fact(words, name, entry)) for entry in value)
    text = str(value)
    if name in {"role", "roles", "first", "second"}:
        return words(role_label(text))
    if text in _codes().get(name, {}):
        return words(_codes()[name][text])
    return words.day(date.fromisoformat(text)) if _DAY.fullmatch(text) else text


_FIELDS = {
    "name": _("name"), "kind": _("kind"), "order": _("order"), "category": _("category"), "divipola": _("DIVIPOLA code"),
    "address": _("address"), "postal_code": _("postal code"), "opening_hours": _("opening hours"),
    "switchboard": _("switchboard"), "anticorruption_line": _("anti-corruption line"), "email": _("e-mail"),
    "judicial_email": _("e-mail for judicial notices"), "website": _("website"), "govco_bar": _("GOV.CO bar"),
    "public": _("on the portal"),
}  # fmt: skip


@cache
def _codes() -> Mapping[str, Mapping[str, str]]:
    """Labels of codes by the name of their fact; the register of entities is read when the first line asks for it."""
    kinds = {kind.code: kind.message for kind in entity_kinds()}
    return {
        "kind": {**FILLING_LABELS, **PROCESS_LABELS, **kinds},
        "order": {order.code: order.message for order in entity_orders()},
        "fields": _FIELDS,
    }


for _key, _message in {
    "entity.created": _("made the entity %(name)s"),
    "entity.edited": _("changed what the entity says of itself: %(fields)s"),
    "unit.created": _("made the unit %(code)s, %(name)s, from %(on)s. Act: %(act)s"),
    "unit.corrected": _("corrected the name of the unit: «%(before)s» is «%(name)s»"),
    "unit.changed": _("changed the unit from %(on)s: «%(before)s» is «%(name)s», below %(parent)s. Act: %(act)s"),
    "unit.ended": _("ended the unit %(code)s on %(on)s. Act: %(act)s"),
    "chart.replaced": _(
        "began a new chart on %(on)s. New: %(begins)s. Changed: %(changes)s. Ended: %(ends)s. Act: %(act)s"
    ),
    "post.created": _("made the post %(code)s, %(name)s, in the unit %(unit)s from %(on)s"),
    "post.edited": _("changed the post: «%(before)s» is «%(name)s», in the unit %(unit)s"),
    "post.ended": _("ended the post %(code)s on %(on)s. Act: %(act)s"),
    "post.filled": _("put a person in the post from %(starts)s; last day: %(ends)s (%(kind)s). Act: %(act)s"),
    "post.left": _("ended who fills the post on %(ends)s. Act: %(act)s"),
    "process.created": _("made the process %(code)s, %(name)s, owned by %(owner)s"),
    "process.edited": _("changed the process: %(name)s, owned by %(owner)s"),
    "process.ended": _("ended the process %(code)s on %(on)s. Act: %(act)s"),
    "person.admitted": _("brought the person into the entity from %(starts)s; last day: %(ends)s; unit: %(unit)s"),
    "person.invited": _("made a link with which the person sets a password"),
    "person.moved": _("changed the unit from %(before)s to %(unit)s; last day: %(ends)s"),
    "person.left": _("ended the stay on %(on)s. Posts left: %(posts)s. Act: %(act)s"),
    "person.appointed": _(
        "put the person in the post %(post)s from %(starts)s; last day: %(ends)s (%(kind)s). Act: %(act)s"
    ),
    "role.granted": _("gave the role %(role)s"),
    "role.withdrawn": _("withdrew the role %(role)s"),
    "conflict.recorded": _("recorded a conflict of functions: %(first)s and %(second)s. Act: %(act)s"),
    "conflict.ended": _("ended a conflict of functions: %(first)s and %(second)s"),
    "import.started": _("began an import"),
    "import.chosen": _("chose how to read an import"),
    "import.applied": _("applied an import"),
    "import.discarded": _("discarded an import"),
    "evidence.added": _("added the evidence, of a fact of %(happened)s"),
    "evidence.versioned": _("added version %(number)s. Digest: %(sha256)s"),
    "evidence.linked": _("said what it supports"),
    "evidence.unlinked": _("took back what it supported"),
    "evidence.attached": _("attached the evidence %(evidence)s"),
    "evidence.detached": _("the evidence %(evidence)s supports it no more"),
    "evidence.withdrawn": _("withdrew the evidence; things that it supported: %(supports)s"),
    "evidence.published": _("put a public copy of version %(number)s on line. Digest: %(sha256)s"),
    "evidence.unpublished": _("took the public copy off line. Digest: %(sha256)s"),
    "evidence.damaged": _("found the file of version %(number)s damaged. Expected: %(expected)s. Found: %(found)s"),
    "evidence.mended": _("found the file of version %(number)s whole again"),
    "evidence.quota_set": _("set the quota of evidence to %(megabytes)s MB"),
    "installation.started": _("started the installation"),
    "invitation.accepted": _("set a password with the link"),
    "password.changed": _("changed the password"),
    "person.signed_in": _("signed in"),
    "person.signed_out": _("signed out"),
    "second_step.activated": _("set the second step up"),
    "second_step.deactivated": _("took the second step away"),
    "second_step.codes_renewed": _("renewed the recovery codes"),
    "second_step.forgotten": _("had the second step taken away, because it was lost"),
    "sessions.ended": _("ended sessions"),
    "notice.preferred": _("chose how to get notices by mail"),
    "calendar.made": _("made an address for the calendar; earlier ones open nothing any more"),
    "calendar.revoked": _("revoked the address of the calendar"),
    "mail.retried": _("had failed mail sent again"),
    "nonworkingday.declared": _("wrote down that %(day)s is no working day: %(reason)s. Act: %(act)s"),
    "nonworkingday.revoked": _("revoked the non-working day %(day)s: %(reason)s. Act: %(act)s"),
    "signin.slowed": _("was slowed down after failed tries to sign in"),
    "personal.erased": _("erased personal data of the entry %(entry)s. Reason: %(reason)s"),
}.items():
    verbs.lay(Verb(_key, _message, public=_key.startswith("entity.")))

for _subject in (
    Subject("core.entity", _("Entity"), reads.entity_names, reads.path("core:entity")),
    Subject("core.orgunit", _("Unit"), reads.unit_names, reads.path("core:unit")),
    Subject("core.post", _("Post"), reads.post_names, reads.path("core:post")),
    Subject("core.process", _("Process"), reads.process_names, reads.path("core:process")),
    Subject("core.membership", _("Person"), reads.member_names, reads.path("core:person")),
    Subject("core.user", _("Account"), reads.user_names),
    Subject("core.importrun", _("Import"), reads.import_names),
    Subject("core.evidence", _("Evidence"), reads.evidence_names, reads.path("core:evidence")),
    Subject("core.apikey", _("Key of the API"), reads.key_names),
    Subject("core.nonworkingday", _("Non-working day"), reads.day_names, reads.path("core:non_working_day")),
    Subject("core.outboxmessage", _("Mail that leaves"), reads.mail_names),
    Subject("core.calendarfeed", _("Calendar"), reads.calendar_names),
    Subject("core.noticepreference", _("Notices by mail"), reads.preference_names),
):
    subjects.lay(_subject)
