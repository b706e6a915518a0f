"""The entry form, built per edition."""

from __future__ import annotations

from itertools import chain

from django.db import models
from django.utils.translation import gettext_lazy as _

from forebild.programme.models import Edition
from forebild.shared.models import InLanguage, PublicIdModel


class Section(PublicIdModel):
    """A page of the form, with its own progress."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    position = models.PositiveSmallIntegerField(default=1)
    title_sv = models.CharField(_("title in Swedish"), max_length=80)
    title_en = models.CharField(_("title in English"), max_length=80, blank=True)
    intro_sv = models.TextField(_("introduction in Swedish"), blank=True)
    intro_en = models.TextField(_("introduction in English"), blank=True)

    title = InLanguage()
    intro = InLanguage()

    class Meta:
        ordering = ["position", "pk"]

    @property
    def lacks_english(self) -> bool:
        """Whether somebody who reads English would meet Swedish here."""
        return not self.title_en or bool(self.intro_sv and not self.intro_en)


class Question(PublicIdModel):
    """One thing asked. `key` names the answer in the entry's document and survives rewording."""

    class Kind(models.TextChoices):
        SHORT = "short", _("short text")
        LONG = "long", _("long text")
        NUMBER = "number", _("number with unit")
        CHOICE = "choice", _("one of several")
        CHOICES = "choices", _("any of several")
        SCALE = "scale", _("scale")
        FILE = "file", _("file")
        PICTURE = "picture", _("picture with description")
        LINK = "link", _("link")

    class Visibility(models.TextChoices):
        PUBLIC = "public", _("public")
        IF_AWARDED = "if_awarded", _("public if awarded")
        NEVER = "never", _("never public")

    class StoryPart(models.TextChoices):
        """Which part of a good example an answer becomes."""

        CHALLENGE = "challenge", _("the challenge")
        DEED = "deed", _("what they did")
        RESULT = "result", _("the result")
        LESSONS = "lessons", _("lessons")
        FIRST_STEP = "first_step", _("a first step for others")

    class StoryFact(models.TextChoices):
        """Which fact beside a good example's text an answer becomes."""

        TECHNOLOGIES = "technologies", _("the technologies")
        COST_BAND = "cost_band", _("what it cost")
        TIME_BAND = "time_band", _("how long it took")
        MATURITY_STEP = "maturity_step", _("where they stood when they began")
        FOCUS_AREA = "focus_area", _("the focus area of Smart industri")
        GOALS = "goals", _("the global goals")
        DIMENSIONS = "dimensions", _("what it moves")

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(default=1)
    key = models.SlugField(_("key"), max_length=40)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    label_sv = models.CharField(_("question in Swedish"), max_length=200)
    label_en = models.CharField(_("question in English"), max_length=200, blank=True)
    hint_sv = models.TextField(_("help in Swedish"), blank=True)
    hint_en = models.TextField(_("help in English"), blank=True)
    required = models.BooleanField(_("required"), default=True)
    max_length = models.PositiveIntegerField(_("most characters"), null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    choices = models.JSONField(_("choices"), default=list, blank=True)  # [{"value", "sv", "en"}, …]
    scale_min = models.SmallIntegerField(_("lowest step"), default=1)
    scale_max = models.SmallIntegerField(_("highest step"), default=5)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.IF_AWARDED
    )
    visibility_fixed = models.BooleanField(_("the company may not change the visibility"), default=False)
    story_part = models.CharField(_("part of the good example"), max_length=13, blank=True)  # or a StoryFact

    label = InLanguage()
    hint = InLanguage()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["section", "key"], name="question_key_once_a_section")]

    @property
    def lacks_english(self) -> bool:
        """Whether somebody who reads English would meet Swedish here; figures need no translation."""
        pairs = [
            (self.label_sv, self.label_en),
            (self.hint_sv, self.hint_en),
        ]
        choices = ((choice["sv"], choice.get("en", "")) for choice in self.choices)
        return any(_is_words(sv) and not en for sv, en in chain(pairs, choices))


def _is_words(text: str) -> bool:
    return any(letter.isalpha() for letter in text)
