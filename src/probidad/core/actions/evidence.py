"""Adds evidence, its versions and what it supports; withdraws it. A file that could not be stored whole leaves nothing."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from probidad.core import trail, vault
from probidad.core.access import Actor, entity_of, require
from probidad.core.actions.imports import clean_name
from probidad.core.models import Entity, Evidence, EvidenceQuota, EvidenceSupport, EvidenceVersion, OrgUnit
from probidad.core.pages import words
from probidad.core.queries import evidence as queries
from probidad.core.supportables import Supported, found, supportables
from probidad.documents.evidence.asking import checked
from probidad.documents.evidence.kinds import SIZE
from probidad.documents.evidence.refusing import kept_kind
from probidad.documents.evidence.result import Checked
from probidad.documents.limits import MEGABYTE
from probidad.documents.refusal import RefusalError
from probidad.rules.finding import gettext_noop as _
from probidad.rules.language import fold

SHORTEST_REASON = 10
LONGEST_ADDRESS = 1000
WITHDRAWN = _("This evidence was withdrawn, so it does not change any more.")


class TwinError(RefusalError):
    """The same file is already kept: ``evidence`` is the one to use."""

    def __init__(self, row: Evidence) -> None:
        super().__init__(
            _("This same file is already kept: it is the evidence %(number)s, «%(title)s»."),
            remedy=_("Use that one: a file is kept once and may support several things."),
            facts={"number": str(row.pk), "title": row.title},
        )
        self.evidence = row


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was written beside its place and examined. ``name`` is the label that a person gave it."""

    staged: vault.Staged
    name: str
    checked: Checked = field(default_factory=Checked)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a person says of an evidence. ``happened`` is the day of the fact."""

    title: str
    happened: date
    description: str = ""


@contextmanager
def received(name: str, chunks: Iterable[bytes], *, examine: Callable[..., Checked] = checked) -> Iterator[Received]:
    """Take the bytes of a file in: bounded, forced to disk, examined in a child process. What no action keeps within
    the block is removed. Raises ``RefusalError`` for a file that may not be kept."""
    label = clean_name(name)
    kept_kind(label)  # what is of no kind is not even written
    with vault.staged(_bounded(label, chunks)) as staged:
        yield Received(staged, label, examine(staged.path, label))


def _bounded(name: str, chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > SIZE:
            raise RefusalError(
                _("%(file)s has more than %(limit)s MB, and a file may have that at most."),
                remedy=_("Make it smaller, or divide it into several files."),
                facts={"file": name, "limit": str(SIZE // MEGABYTE)},
            )
        yield chunk


def add_file(actor: Actor, file: Received, *, subject: tuple[str, str], facts: Facts) -> Evidence:
    """A file that supports an object. Its bytes are in their place before the transaction is committed.

    Raises :class:`TwinError` when the file is already kept, and ``RefusalError`` beyond a quota or a limit.
    """
    with transaction.atomic():
        supported = _subject(actor, *subject)
        entity_id = _locked_entity(actor)
        twin = queries.twin(actor, file.staged.sha256)
        if twin is not None:
            raise TwinError(twin)
        _within_quota(entity_id, file.staged.size)
        _within_limits(subject, entity_id, files=1, size=file.staged.size)
        row = _made(actor, Evidence.Kind.FILE, supported, facts, file.name)
        version = _file_version(actor, row, 1, file, "")
        _settled(actor, row, version, supported, subject[0], sha256=version.sha256, size=version.size)
        vault.keep(file.staged)
    return row


@transaction.atomic
def add_link(actor: Actor, *, url: str, subject: tuple[str, str], facts: Facts) -> Evidence:
    """An address on the web that supports an object. The program never visits it."""
    supported = _subject(actor, *subject)
    address = _address(url)
    row = _made(actor, Evidence.Kind.LINK, supported, facts, address)
    version = EvidenceVersion.objects.create(evidence=row, number=1, url=address, uploaded_by_id=actor.user_id)
    _settled(actor, row, version, supported, subject[0])
    return row


@transaction.atomic
def add_record(actor: Actor, *, record: tuple[str, str], subject: tuple[str, str], facts: Facts) -> Evidence:
    """A record that an office keeps, given as evidence of something else."""
    supported = _subject(actor, *subject)
    table, key = record
    proof = found(actor, table, key)
    if proof is None or not supportables[table].proves:
        raise PermissionDenied(f"no record {table} {key}")
    row = _made(actor, Evidence.Kind.RECORD, supported, facts, proof.name)
    version = EvidenceVersion.objects.create(
        evidence=row, number=1, record_table=table, record_id=proof.key, record_label=proof.name[:300],
        uploaded_by_id=actor.user_id,
    )  # fmt: skip
    _settled(actor, row, version, supported, subject[0], record=table, key=proof.key)
    return row


def add_version(actor: Actor, file: Received, *, evidence_id: int, note: str) -> EvidenceVersion:
    """A new version of a file; the earlier ones stay. Raises ``RefusalError`` for the same file again."""
    with transaction.atomic():
        entity_id = _locked_entity(actor)
        row = _open(actor, evidence_id)
        if row.kind != Evidence.Kind.FILE:
            raise PermissionDenied("only a file has versions")
        last = row.versions.order_by("-number")[0]
        if last.sha256 == file.staged.sha256:
            raise RefusalError(
                _("This is the very file that is kept as version %(number)s: nothing changed in it."),
                remedy=_("Choose the file that changed."),
                facts={"number": str(last.number)},
            )
        _within_quota(entity_id, file.staged.size)
        for support in row.supports.filter(ended__isnull=True):
            _within_limits((support.subject_table, support.subject_id), entity_id, files=0, size=file.staged.size)
        version = _file_version(actor, row, last.number + 1, file, note.strip())
        row.latest = version
        row.save(update_fields=["latest"])
        trail.record(actor, "evidence.versioned", row, number=version.number, sha256=version.sha256, size=version.size)
        vault.keep(file.staged)
    return version


@transaction.atomic
def add_support(actor: Actor, *, evidence_id: int, subject: tuple[str, str]) -> EvidenceSupport:
    """Say that an evidence also supports another object. Who sees the evidence and answers for the object may."""
    require(actor, queries.ADD)
    supported = _subject(actor, *subject)
    entity_id = _locked_entity(actor)
    row = _visible(actor, evidence_id)
    if row.withdrawn is not None:
        raise _was_withdrawn()
    table, key = subject
    if row.supports.filter(subject_table=table, subject_id=key, ended__isnull=True).exists():
        raise RefusalError(
            _("The evidence %(number)s already supports it."),
            remedy=_("Nothing has to be done."),
            facts={"number": str(row.pk)},
        )
    size = sum(row.versions.values_list("size", flat=True))
    _within_limits(subject, entity_id, files=int(size > 0), size=size)
    return _support(actor, row, supported, table)


@transaction.atomic
def end_support(actor: Actor, *, evidence_id: int, support_id: int, reason: str) -> EvidenceSupport:
    """Take back that an evidence supports something, for a reason."""
    row = _open(actor, evidence_id)
    support = row.supports.select_for_update().get(pk=support_id, ended__isnull=True)
    support.ended, support.ended_by_id, support.ending = timezone.now(), actor.user_id, _reason(reason)
    support.save(update_fields=["ended", "ended_by", "ending"])
    trail.record(actor, "evidence.unlinked", row, table=support.subject_table, key=support.subject_id)
    subject = found(actor, support.subject_table, support.subject_id)
    if subject is not None:
        trail.record(actor, "evidence.detached", subject.row, evidence=row.pk)
    return support


@transaction.atomic
def withdraw(actor: Actor, *, evidence_id: int, reason: str) -> Evidence:
    """Withdraw an evidence: it stays with its versions and its reason, and supports nothing any more. Its public copies
    leave the portal."""
    row = _open(actor, evidence_id)
    row.withdrawn, row.withdrawn_by_id, row.withdrawal = timezone.now(), actor.user_id, _reason(reason)
    row.save(update_fields=["withdrawn", "withdrawn_by", "withdrawal"])
    trail.record(actor, "evidence.withdrawn", row, supports=row.supports.filter(ended__isnull=True).count())
    for support, subject in queries.subjects_of(actor, row.pk):
        if subject is not None:
            trail.record(actor, "evidence.detached", subject.row, evidence=support.evidence_id)
    return row


@transaction.atomic
def set_quota(actor: Actor, *, megabytes: int) -> EvidenceQuota:
    """How much evidence the entity may keep. Raises ``RefusalError`` below what it keeps already."""
    require(actor, queries.QUOTA)
    entity_id = _locked_entity(actor)
    size, used = megabytes * MEGABYTE, queries.meter(entity_id).used
    if size < used:
        raise RefusalError(
            _("The entity already keeps %(used)s MB, more than that."),
            remedy=_("Write a larger number: nothing that is kept is deleted."),
            facts={"used": words().whole(-(-used // MEGABYTE))},
        )
    quota, _new = EvidenceQuota.objects.update_or_create(entity_id=entity_id, defaults={"size": size})
    trail.record(actor, "evidence.quota_set", quota.entity, megabytes=megabytes)
    return quota


def follow_unit(table: str, keys: Iterable[int], unit_id: int | None) -> None:
    """What supports objects whose answering unit changed is seen by the new one. Called by the action of the office
    that assigns them, in its transaction and with its trail."""
    ids = [str(key) for key in keys]
    EvidenceSupport.objects.filter(subject_table=table, subject_id__in=ids, ended__isnull=True).update(unit_id=unit_id)


def _made(actor: Actor, kind: Evidence.Kind, supported: Supported, facts: Facts, told: str) -> Evidence:
    if facts.happened > timezone.localdate():
        raise RefusalError(
            _("The day of the fact, %(day)s, has not come yet."),
            remedy=_("Write the day on which what the evidence shows happened."),
            facts={"day": words().day(facts.happened)},
        )
    title = facts.title.strip()[:200]
    return Evidence.objects.create(
        entity_id=entity_of(actor), kind=kind, title=title, description=facts.description.strip(),
        happened=facts.happened, unit_id=supported.unit or _own_unit(actor), created_by_id=actor.user_id,
        folded=fold(f"{title} {facts.description} {told}"),
    )  # fmt: skip


def _file_version(actor: Actor, row: Evidence, number: int, file: Received, note: str) -> EvidenceVersion:
    kind = kept_kind(file.name)
    return EvidenceVersion.objects.create(
        evidence=row, number=number, stored=file.staged.stored, name=file.name, media_type=kind.media_type,
        size=file.staged.size, sha256=file.staged.sha256, pages=file.checked.pages, note=note,
        uploaded_by_id=actor.user_id,
    )  # fmt: skip


def _settled(
    actor: Actor, row: Evidence, version: EvidenceVersion, supported: Supported, table: str, **facts: trail.Fact
) -> None:
    """The current version, the trail, and what it supports."""
    row.latest = version
    row.save(update_fields=["latest"])
    trail.record(actor, "evidence.added", row, kind_of=row.kind, happened=row.happened.isoformat(), **facts)
    _support(actor, row, supported, table)


def _support(actor: Actor, row: Evidence, supported: Supported, table: str) -> EvidenceSupport:
    made = EvidenceSupport.objects.create(
        evidence=row, subject_table=table, subject_id=supported.key, label=supported.name[:300],
        unit_id=supported.unit, added_by_id=actor.user_id,
    )  # fmt: skip
    trail.record(actor, "evidence.linked", row, table=table, key=supported.key)
    trail.record(actor, "evidence.attached", supported.row, evidence=row.pk)
    return made


def _subject(actor: Actor, table: str, key: str) -> Supported:
    """The object to which evidence is added. Raises ``PermissionDenied`` for one that the actor does not see or to
    which they may not add any."""
    require(actor, queries.ADD)
    subject = found(actor, table, key)
    if subject is None or not subject.may_add or not supportables[table].carries:
        raise PermissionDenied(f"no evidence is added to {table} {key}")
    return subject


def _visible(actor: Actor, evidence_id: int) -> Evidence:
    """Locked until the transaction ends. Raises ``Evidence.DoesNotExist`` for what the actor does not see."""
    seen = queries.evidence(actor).filter(pk=evidence_id).values_list("pk", flat=True)
    return Evidence.objects.select_for_update(of=("self",)).get(pk__in=list(seen))


def _open(actor: Actor, evidence_id: int) -> Evidence:
    """The same, one that the actor may change."""
    require(actor, queries.ADD)
    row = _visible(actor, evidence_id)
    if row.withdrawn is not None:
        raise _was_withdrawn()
    if not queries.may_change(actor, row):
        raise PermissionDenied(f"evidence {evidence_id}")
    return row


def _locked_entity(actor: Actor) -> int:
    """One change of what an entity keeps at a time, so that its quota holds."""
    return Entity.objects.select_for_update(no_key=True).get(pk=entity_of(actor)).pk


def _within_quota(entity_id: int, size: int) -> None:
    known = queries.meter(entity_id)
    if known.used + size > known.quota:
        raise RefusalError(
            _("With this file the entity would keep more evidence than its quota of %(quota)s MB."),
            remedy=_("Ask the administrator of the entity for a larger quota; nothing was stored."),
            facts={"quota": words().whole(known.quota // MEGABYTE)},
        )


def _within_limits(subject: tuple[str, str], entity_id: int, *, files: int, size: int) -> None:
    table, key = subject
    limit = supportables[table]
    known_files, known_size = queries.held(table, key, entity_id)
    if known_files + files > limit.most_files or known_size + size > limit.most_bytes:
        raise RefusalError(
            _("It may be supported by %(files)s files and %(limit)s MB at most, and this one is beyond that."),
            remedy=_("Use what is already attached, or put several documents together in one PDF."),
            facts={"files": str(limit.most_files), "limit": words().whole(limit.most_bytes // MEGABYTE)},
        )


def _own_unit(actor: Actor) -> int | None:
    return OrgUnit.objects.filter(pk__in=actor.units).order_by("pk").values_list("pk", flat=True).first()


def _address(url: str) -> str:
    """An address of the web without a password in it. Raises ``RefusalError`` for anything else."""
    text = url.strip()
    try:
        parts = urlsplit(text)
        whole = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc
    except ValueError:
        whole = False
    if not whole or len(text) > LONGEST_ADDRESS or any(char.isspace() or ord(char) < 32 for char in text):
        raise RefusalError(
            _("This is not an address of the web."),
            remedy=_("Write it whole, as https://www.ejemplo.gov.co/pagina, without a password in it."),
            facts={},
        )
    return text


def _reason(text: str) -> str:
    reason = text.strip()
    if len(reason) < SHORTEST_REASON:
        raise RefusalError(
            _("The reason is too short to be understood later."),
            remedy=_("Say in a sentence why, with %(least)s characters at least."),
            facts={"least": str(SHORTEST_REASON)},
        )
    return reason


def _was_withdrawn() -> RefusalError:
    return RefusalError(WITHDRAWN, remedy=_("Add a new one."), facts={})
