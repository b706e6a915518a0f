"""The office's lists: evaluations, requests for help, advisers, organisations with their hours of support."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forebild.events.models import Event
from forebild.outcomes.models.follow_up import DUE_AFTER, FollowUp, Outcome, Topic, words_of
from forebild.outcomes.states import STANDING
from forebild.people.reference.counties import COUNTIES
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

_COUNTY_CHOICES = [(county.code, county.name) for county in COUNTIES]
EVALUATION_STATES = {
    "planned": _("not sent"),
    "open": _("open"),
    "closed": _("closed"),
    "skipped": _("nobody is asked"),
}
EVALUATION_TONES = {"open": "info", "closed": "success"}
FOLLOW_UP_STATES = {
    "new": pgettext_lazy("request for help", "new"),
    "taken": _("somebody takes care of it"),
    "referred": _("with an adviser"),
    "closed": _("closed"),
    "withdrawn": _("taken back"),
}
FOLLOW_UP_TONES = {"new": "warning", "taken": "info", "referred": "info", "closed": "success"}
REFERRAL_STATES = {
    "sent": _("sent, no answer yet"),
    "accepted": _("has said yes"),
    "declined": _("has said no"),
    "stopped": _("stopped before it left"),
    "told": _("has told what came of it"),
    "ended": _("ended early"),
}
REFERRAL_TONES = {"sent": "warning", "accepted": "info", "told": "success"}


def _is_about(topic: str) -> Q:
    return Q(topics__contains=topic)


class EvaluationList(List):
    """Every evaluation that the office may see, with the figures that may be shown."""

    key = "evaluations"
    caption = _("Evaluations")
    empty = _("No evaluation yet. The first is sent by itself two hours after an event.")
    columns = [
        Column(
            "title",
            _("Event"),
            value=lambda each: each.event.title,
            sort="event__title_sv",
            link=lambda each: reverse("outcomes:evaluation", args=[each.event.public_id]),
        ),
        TimeColumn("begins_at", _("Held"), value=lambda each: each.event.begins_at, sort="event__begins_at"),
        TagColumn("state", _("State"), labels=EVALUATION_STATES, tones=EVALUATION_TONES, sort="state"),
        NumberColumn("asked_count", _("Were asked"), sort="asked_count"),
        NumberColumn("answers", _("Answers"), sort="answers"),
        NumberColumn(
            "share",
            _("Share"),
            value=lambda each: 100 * each.answers / each.asked_count if each.asked_count else None,
            unit="%",
        ),
        NumberColumn("overall", _("As a whole, of 5"), sort="overall", decimals=1),
        NumberColumn("recommend", _("Would advise, of 10"), sort="recommend", decimals=1),
        Column("kind", _("Kind"), value=lambda each: each.event.get_kind_display(), hidden=True),
        Column("county", _("County"), value=lambda each: each.event.get_county_display(), hidden=True),
    ]
    filters = [
        Search("q", fields=["event__title_sv", "event__title_en"]),
        Choice("kind", _("Kind"), field="event__kind", choices=Event.Kind.choices, several=True),
        Choice("state", _("State"), choices=EVALUATION_STATES.items(), several=True),
        Choice("county", _("County"), field="event__county", choices=_COUNTY_CHOICES, several=True),
        DateRange("held", _("Held"), field="event__begins_at"),
    ]
    default_sort = "-begins_at"


class FollowUpList(List):
    """Everybody who has asked for help."""

    key = "follow-ups"
    caption = _("Requests for help")
    empty = _("Nobody has asked for help yet. It is asked at the end of each evaluation.")
    columns = [
        Column(
            "company",
            _("Company"),
            value=lambda each: each.company or each.name,
            sort=("organisation__name_order", "organisation_name"),
            link=lambda each: reverse("outcomes:office_follow_up", args=[each.public_id]),
        ),
        Column("name", _("Name"), sort="name"),
        TagColumn("state", _("State"), labels=FOLLOW_UP_STATES, tones=FOLLOW_UP_TONES, sort="state"),
        Column("topics", _("What about"), value=lambda each: words_of(each.topics)),
        TimeColumn("consented_at", _("Asked for help on"), sort="consented_at"),
        TagColumn(
            "late",
            _("Due"),
            value=lambda each: "late" if each.is_late else "",
            labels={"late": _("late"), "": ""},
            tones={"late": "danger"},
        ),
        Column("taken_by", _("Who takes care of it"), sort="taken_by__name"),
        Column("adviser_name", _("Adviser"), sort="adviser_name"),
        Column("event", _("Event"), value=lambda each: each.occasion, sort="event__begins_at", hidden=True),
        TagColumn("outcome", _("Outcome"), labels=dict(Outcome.choices), sort="outcome", hidden=True),
        TagColumn(
            "helped", _("Did it help"), labels=dict(FollowUp.Helped.choices), sort="helped", hidden=True
        ),
        Column(
            "county", _("County"), value=lambda each: each.get_county_display(), sort="county", hidden=True
        ),
        Column("email", _("E-mail"), sort="email", hidden=True),
        Column("wish", _("Wish"), hidden=True),
    ]
    filters = [
        Search("q", fields=["name", "email", "organisation_name", "organisation__name", "wish"]),
        Choice("state", _("State"), choices=FOLLOW_UP_STATES.items(), several=True),
        Choice("county", _("County"), choices=_COUNTY_CHOICES, several=True),
        Choice("topic", _("What about"), choices=Topic.choices, where=_is_about, several=True),
        Choice("outcome", _("Outcome"), choices=Outcome.choices, several=True),
        DateRange("asked", _("Asked for help on"), field="consented_at"),
    ]
    default_sort = "-consented_at"

    def __init__(self, data: Any, queryset: Any) -> None:
        """With the filters that depend on the hour and on the events that there are."""
        late = Q(state="new", consented_at__lt=timezone.now() - DUE_AFTER)
        events = (
            queryset.exclude(event=None)
            .order_by()
            .values_list("event__public_id", "event__title_sv")
            .distinct()
        )
        self.filters = [
            *FollowUpList.filters,
            YesNo("late", _("Nobody has taken care of it in seven days"), where=late),
            YesNo("standing", _("Not closed yet"), where=Q(state__in=STANDING)),
            Choice("event", _("Event"), field="event__public_id", choices=lambda: list(events)),
        ]
        super().__init__(data, queryset)


class AdviserList(List):
    """Whom companies can be handed to."""

    key = "advisers"
    caption = _("Advisers")
    empty = _("No adviser yet. Add the first one.")
    columns = [
        Column(
            "name",
            _("Name"),
            sort="name",
            link=lambda each: reverse("outcomes:adviser_edit", args=[each.public_id]),
        ),
        Column("organisation", _("Organisation"), sort="organisation"),
        Column("topics", _("Knows"), value=lambda each: each.topics_in_words),
        Column("counties", _("Counties"), value=lambda each: each.counties_in_words),
        NumberColumn("open_count", _("Has now"), sort="open_count"),
        NumberColumn("told_count", _("Has told of"), sort="told_count"),
        Column("is_active", _("Takes on companies"), sort="is_active"),
        Column("email", _("E-mail"), sort="email", hidden=True),
    ]
    filters = [
        Search("q", fields=["name", "organisation", "email"]),
        YesNo("active", _("Takes on companies"), where=Q(is_active=True)),
    ]
    default_sort = "name"


class SupportList(List):
    """Organisations and their hours of support in the period that the page shows."""

    key = "support"
    caption = _("Hours of support")
    empty = _("No organisation has had any support in this period.")
    keeps = ("year",)
    columns = [
        Column(
            "name",
            _("Organisation"),
            sort="name_order",
            link=lambda each: reverse("outcomes:support", args=[each.public_id]),
        ),
        Column("county", _("County"), value=lambda each: each.get_county_display(), sort="county"),
        NumberColumn("total_hours", _("Hours"), sort="total_hours", decimals=1),
        TagColumn(
            "over",
            _("Limit"),
            value=lambda each: "over" if each.is_over else "",
            labels={"over": _("reached"), "": ""},
            tones={"over": "success"},
        ),
        NumberColumn("event_hours", _("At events"), sort="event_hours", decimals=1),
        NumberColumn("adviser_hours", _("By advisers"), sort="adviser_hours", decimals=1),
        NumberColumn("typed_hours", _("Typed"), sort="typed_hours", decimals=1),
        NumberColumn("value_sek", _("Value"), sort="value_sek", unit="kr", hidden=True),
        Column("org_number", _("Organisation number"), hidden=True),
    ]
    default_sort = "-total_hours"

    def __init__(self, data: Any, queryset: Any, limit: Decimal) -> None:
        """`limit`: from how many hours on an organisation is marked."""
        self.filters = [
            Search("q", fields=["name", "org_number"]),
            Choice("county", _("County"), choices=_COUNTY_CHOICES, several=True),
            YesNo("over", _("Has reached the limit"), where=Q(total_hours__gte=limit)),
        ]
        super().__init__(data, queryset)
