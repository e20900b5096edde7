"""People, the units that they belong to, the roles that they hold, the posts that they fill, how they are invited."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from probidad.core.models.entities import Entity, OrgUnit, Post
from probidad.rules.separation import ASSIGNABLE

ROLES = [(role.value, role.value) for role in ASSIGNABLE]


class People(BaseUserManager["User"]):
    """Finds people by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person who signs in. ``operator`` runs the installation: makes entities, and reads nothing of theirs."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=500, editable=False, default="")
    is_active = models.BooleanField(default=True)
    operator = models.BooleanField(default=False)
    language = models.CharField(max_length=2, default="es")
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(Lower("email"), name="one_person_an_address")]

    def __str__(self) -> str:
        return self.name

    def has_perm(self, *_arguments: Any) -> bool:
        """Nobody holds permissions of the framework: what a person may do is said by our policies."""
        return False


class Membership(models.Model):
    """A person in a unit of an entity, for a time. Ending it takes effect on the next request."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey(OrgUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("user__name",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="membership_ends_after"
            ),
            models.UniqueConstraint(
                fields=("user", "entity"), condition=Q(ends__isnull=True), name="one_open_membership_an_entity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.entity}"


class RoleGrant(models.Model):
    """A role that a member holds (rol), of :class:`probidad.rules.separation.Role`. Withdrawn ones stay as history."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=ROLES)
    granted = models.DateTimeField(auto_now_add=True)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("role",)
        constraints = [
            models.UniqueConstraint(
                fields=("membership", "role"), condition=Q(withdrawn__isnull=True), name="a_role_once_a_member"
            )
        ]

    def __str__(self) -> str:
        return self.role


class RecordedConflict(models.Model):
    """Two functions that one person holds although they should be apart, because the entity insists (decisión
    motivada). Shown wherever that person's work is."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="conflicts")
    first = models.CharField(max_length=20, choices=ROLES)
    second = models.CharField(max_length=20, choices=ROLES)
    reason = models.TextField()
    act = models.CharField(max_length=200, blank=True)
    recorded = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-recorded",)

    def __str__(self) -> str:
        return f"{self.first} + {self.second}"


class Appointment(models.Model):
    """A person in a post: holder, stand-in (encargo) or provisional. Ends are the last day, included."""

    class Kind(models.TextChoices):
        HOLDER = "holder"
        STAND_IN = "stand_in"
        PROVISIONAL = "provisional"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    act = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-starts",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")), name="appointment_ends_after"
            )
        ]

    def __str__(self) -> str:
        return f"{self.post} · {self.user}"


class Invitation(models.Model):
    """A link, used once, with which a person sets their password. Only the SHA-256 of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created",)

    def __str__(self) -> str:
        return f"{self.user} · {self.created:%Y-%m-%d}"
