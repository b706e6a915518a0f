"""The entry: a draft that is the company's own, and what it has submitted of it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.closures import without_closed
from forebild.competition.models.nomination import Case
from forebild.competition.states import ENTRY
from forebild.people.models import Membership, Organisation
from forebild.programme.models import Edition
from forebild.shared.models import PublicIdModel


class EntryQuerySet(models.QuerySet["Entry"]):
    def for_actor(self, actor: Any) -> EntryQuerySet:
        """A company's own entries; for the office every entry's existence, never a draft's content.

        Jurors reach entries through their assignments. What a conflict of interest has closed is not here.
        """
        if not actor.is_authenticated:
            return self.none()
        own = Membership.objects.current().filter(person=actor).values("organisation")
        visible = Q(organisation__in=own) | Q(edition__in=Edition.objects.run_by(actor))
        return without_closed(self.filter(visible), actor)

    def own(self, actor: Any) -> EntryQuerySet:
        """Those that `actor` may write in. One's own text is never closed: one has written it oneself."""
        if not actor.is_authenticated:
            return self.none()
        return self.filter(
            organisation__in=Membership.objects.current().filter(person=actor).values("organisation")
        )

    def in_competition(self) -> EntryQuerySet:
        """Those that the jury judges."""
        return self.filter(state="eligible")


class Entry(PublicIdModel):
    """A company's entry in an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="entries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="entries")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="entry")
    # The draft: {question key: value}; `visibility` {question key: public | if_awarded | never}.
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    visibility = models.JSONField(default=dict, blank=True)
    language = models.CharField(_("language"), max_length=2, default="sv")
    state = models.CharField(max_length=10, default=ENTRY.start, editable=False)
    percent_complete = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "organisation"], name="one_entry_a_company"),
            ENTRY.constraint(),
        ]


class Submission(PublicIdModel):
    """What the company handed in, as it stood: never changed; the latest one counts."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()  # its shape: competition.content
    sha256 = models.CharField(max_length=64)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="submission_number_once")]


class Extension(models.Model):
    """More time for one entrant, with the reason."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateTimeField(_("new deadline"))
    reason = models.TextField(_("reason"), max_length=500)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField(default=timezone.now, editable=False)


class Withdrawal(models.Model):
    """The company took its entry back: who, when, why."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.TextField(_("reason"), max_length=500, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(default=timezone.now, editable=False)


class EntryFileQuerySet(models.QuerySet["EntryFile"]):
    def current(self) -> EntryFileQuerySet:
        """Those of the draft, as it is now."""
        return self.filter(removed_at=None)


class EntryFile(PublicIdModel):
    """A file or picture that answers a question of the entry.

    One that has been submitted outlives its removal from the draft: the submission names it by public id.
    """

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="files")
    question_key = models.SlugField(max_length=40)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")
    alt_sv = models.CharField(_("description of the picture"), max_length=200, blank=True)
    alt_en = models.CharField(_("description in English"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = EntryFileQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def alt(self, language: str) -> str:
        """What the picture shows, in the language that the entry is written in."""
        return self.alt_en if language == "en" else self.alt_sv
