"""Good examples: what a company did, told so that others can do it too."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.competition.closures import without_closed
from forebild.competition.models import Award, Entry
from forebild.library.states import EXAMPLE
from forebild.people.models import Organisation
from forebild.programme.models import Programme
from forebild.programme.queries import works_in_office
from forebild.shared.files.models import PictureUse
from forebild.shared.models import PublicIdModel


class GoodExampleQuerySet(models.QuerySet["GoodExample"]):
    def public(self) -> GoodExampleQuerySet:
        """Those with a published text that has not been withdrawn."""
        return self.filter(document__published_at__isnull=False).exclude(state="withdrawn")

    def gone(self) -> GoodExampleQuerySet:
        """Those that were public and have been withdrawn."""
        return self.filter(state="withdrawn", first_published_at__isnull=False)

    def for_actor(self, actor: Any) -> GoodExampleQuerySet:
        """All for the office, but for drafts of entries that a conflict of interest has closed.

        Public ones for everybody else, and for nobody in particular (None).
        """
        if actor is None or not works_in_office(actor):
            return self.public()
        return self.public() | without_closed(self.all(), actor, "entry")


class GoodExample(PublicIdModel):
    """One story in five parts. Its text lives in the document; readers see what is published of it."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="examples")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="examples")
    entry = models.OneToOneField(
        Entry, on_delete=models.PROTECT, null=True, blank=True, related_name="example"
    )
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True, blank=True, related_name="examples")
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    # title, ingress, challenge, deed, result, lessons, first_step: each _sv and _en; the facts of
    # `facts.FACTS`; and `picture`, the public id of one of the example's pictures: what is approved,
    # compared, restored and published is the text with its facts and its picture
    document = models.OneToOneField("writing.Document", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, default=EXAMPLE.start, editable=False)
    contact_email = models.EmailField(_("who approves at the company"), blank=True)
    approved_by_name = models.CharField(max_length=120, blank=True, editable=False)
    approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    approved_revision = models.PositiveIntegerField(null=True, blank=True, editable=False)
    # The company's last word that it is right: its approval, or its yes a year later.
    checked_at = models.DateTimeField(null=True, blank=True, editable=False)
    company_wish = models.TextField(_("what the company wants changed"), blank=True, editable=False)
    # Set at the first publication and kept: only what was once public leaves a page that says it is gone.
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = GoodExampleQuerySet.as_manager()

    class Meta:
        constraints = [
            EXAMPLE.constraint(),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "scheduled", "published"]) | Q(approved_at__isnull=False),
                name="nothing_public_without_a_yes",
            ),
        ]

    @property
    def has_new_text(self) -> bool:
        """Whether the draft has moved on since the company's last yes."""
        return self.approved_revision is not None and self.approved_revision != self.document.revision


class ExamplePicture(PublicIdModel, PictureUse):
    """A picture for a good example: what it shows, who took it, and who said that it may be shown."""

    example = models.ForeignKey(GoodExample, on_delete=models.CASCADE, related_name="pictures")
    photographer = models.CharField(_("photographer"), max_length=120, blank=True)
    permitted_by = models.CharField(_("who has given permission"), max_length=120)
    added_at = models.DateTimeField(default=timezone.now, editable=False)


class ExampleFacts(models.Model):
    """The facts of a published story, laid down at publication: what filters and searches read.

    There is a row exactly while the story is public. The chosen facts are the published text's; the
    company's are as they were that day.
    """

    example = models.OneToOneField(GoodExample, on_delete=models.CASCADE, related_name="facts")
    technologies = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    cost_band = models.CharField(max_length=12, blank=True)
    time_band = models.CharField(max_length=12, blank=True)
    maturity_step = models.CharField(max_length=12, blank=True)
    focus_area = models.CharField(max_length=12, blank=True)
    goals = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    dimensions = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    county = models.CharField(max_length=2, blank=True, db_index=True)
    industry = models.CharField(max_length=6, blank=True)
    division = models.CharField(max_length=2, blank=True, db_index=True)
    head_count = models.PositiveIntegerField(null=True, blank=True)
    size = models.CharField(max_length=6, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            GinIndex(fields=["technologies"], name="facts_technologies"),
            GinIndex(fields=["goals"], name="facts_goals"),
            GinIndex(fields=["dimensions"], name="facts_dimensions"),
        ]
