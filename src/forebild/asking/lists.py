"""The office's lists: what was asked of which company, and which companies take what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from forebild.asking.models import Enquiry, Kind
from forebild.asking.models.enquiry import LATE_AFTER
from forebild.asking.services.letters import story_title
from forebild.shared.lists import (
    Choice,
    Column,
    DateRange,
    List,
    NumberColumn,
    Search,
    TagColumn,
    TimeColumn,
    YesNo,
)

_STATES = {
    "sent": _("waits for an answer"),
    "answered": pgettext_lazy("question", "answered"),
    "declined": _("declined"),
    "proposed": _("times are proposed"),
    "agreed": _("visit agreed"),
    "closed": _("closed without an answer"),
    "withdrawn": _("taken back"),
}
ENQUIRY_TONES = {"sent": "warning", "answered": "success", "agreed": "success", "proposed": "info"}


def enquiry_states() -> Mapping[str, Any]:
    """How a question that has reached a company stands, in words."""
    return _STATES


def _title(enquiry: Enquiry) -> str:
    return story_title(enquiry.example, get_language() or "sv")


class EnquiryList(List):
    """That it was asked, when, and how it stands; who asked and what is the two parties' own."""

    key = "enquiries"
    caption = _("Questions and visits")
    empty = _("No question has reached a company yet. Readers ask on the pages of stories.")
    columns = [
        Column(
            "story",
            _("Story"),
            value=_title,
            link=lambda each: reverse("asking:office_enquiry", args=[each.public_id]),
        ),
        Column(
            "company",
            _("Company"),
            value=lambda each: each.reception.organisation.name,
            sort="reception__organisation__name_order",
        ),
        TagColumn("kind", _("Kind"), labels=dict(Kind.choices), sort="kind"),
        TagColumn("state", _("State"), labels=_STATES, tones=ENQUIRY_TONES, sort="state"),
        TimeColumn("confirmed_at", _("Asked on"), sort="confirmed_at"),
        TimeColumn("answered_at", _("Answered on"), sort="answered_at"),
        NumberColumn("days", _("Days")),
        TagColumn(
            "late",
            _("Due"),
            value=lambda each: "late" if each.is_late else "",
            labels={"late": _("late"), "": ""},
            tones={"late": "danger"},
        ),
        TagColumn(
            "abuse",
            _("Reported"),
            value=lambda each: "abuse" if each.is_abuse else "",
            labels={"abuse": _("abuse"), "": ""},
            tones={"abuse": "danger"},
            hidden=True,
        ),
        TimeColumn("agreed_time", _("Visit on"), sort="agreed_time", hidden=True),
    ]
    filters = [
        Search("q", fields=["reception__organisation__name", "example__slug"]),
        Choice("kind", _("Kind"), choices=Kind.choices),
        Choice("state", _("State"), choices=_STATES.items(), several=True),
        DateRange("asked", _("Asked on"), field="confirmed_at"),
        YesNo("answered", _("Has been answered"), where=Q(answered_at__isnull=False)),
        YesNo("abuse", _("Reported as abuse"), where=Q(is_abuse=True)),
    ]
    default_sort = "-confirmed_at"

    def __init__(self, data: Any, queryset: Any) -> None:
        """With the filters that depend on the hour and on the stories that there are."""
        late = Q(state="sent", reminded_at__isnull=False, turn_at__lt=timezone.now() - LATE_AFTER)
        found = queryset.order_by().values_list(
            "example__public_id", "example__document__published_fields__title_sv", "example__slug"
        )
        stories = sorted(
            {(key, title or slug) for key, title, slug in found.distinct()}, key=lambda each: each[1]
        )
        self.filters = [
            *EnquiryList.filters,
            YesNo("late", _("No answer in two weeks"), where=late),
            Choice("story", _("Story"), field="example__public_id", choices=stories),
        ]
        super().__init__(data, queryset)


class ReceptionList(List):
    """Which companies take what. Whom questions go to is the company's own matter."""

    key = "receptions"
    caption = _("Companies that answer")
    empty = _("No company has been asked yet. It is done when its first story is published.")
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda each: each.organisation.name,
            sort="organisation__name_order",
        ),
        Column("takes_questions", _("Takes questions"), sort="takes_questions"),
        NumberColumn("question_cap", _("Questions a month"), sort="question_cap"),
        Column("takes_visits", _("Takes visits"), sort="takes_visits"),
        NumberColumn("visit_cap", _("Visits a month"), sort="visit_cap"),
        TimeColumn("asked_at", _("Was asked"), sort="asked_at"),
        TimeColumn("set_at", _("Said so"), sort="set_at"),
    ]
    filters = [
        Search("q", fields=["organisation__name"]),
        YesNo("questions", _("Takes questions"), where=Q(takes_questions=True)),
        YesNo("visits", _("Takes visits"), where=Q(takes_visits=True)),
        YesNo("silent", _("Has not said anything yet"), where=Q(set_at__isnull=True)),
    ]
    default_sort = "company"
