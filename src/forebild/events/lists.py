"""The office's lists: all events, who is registered for one, who is invited."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forebild.events.answers import FIELD, in_words
from forebild.events.models import Event, Question, Registration
from forebild.events.services.questions import LEADING, answers_that_lead
from forebild.people.reference.counties import COUNTIES
from forebild.shared.lists import (
    BulkAction,
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
from forebild.shared.permissions import Permission
from forebild.shared.questions.answers import parse_number

EVENT_STATES = {
    "draft": _("draft"),
    "announced": _("announced"),
    "over": _("held"),
    "cancelled": _("cancelled"),
}
EVENT_TONES = {"announced": "success", "over": "info", "cancelled": "danger"}
REGISTRATION_STATES = {
    "registered": _("has a place"),
    "offered": _("is offered a place"),
    "waiting": _("waits"),
    "cancelled": _("gave up the place"),
    "left": _("left the queue"),
    "declined": _("declined the offer"),
    "lapsed": _("did not answer the offer"),
}
REGISTRATION_TONES = {"registered": "success", "offered": "warning", "waiting": "info"}
INVITATION_STATES = {
    "sent": _("has not answered"),
    "registered": _("has registered"),
    "declined": _("has declined"),
}
INVITATION_TONES = {"registered": "success", "declined": "neutral", "sent": "info"}


def _stands(standing: str) -> Q:
    """As `Event.standing_at` says it."""
    over = Q(state="announced", ends_at__lte=timezone.now())
    return over if standing == "over" else Q(state=standing) & ~over


class EventList(List):
    """Every event that the office runs."""

    key = "events"
    caption = _("Events")
    empty = _("No events yet. Begin with the first one.")
    columns = [
        Column(
            "title",
            _("Title"),
            value=lambda event: event.title,
            sort="title_sv",
            link=lambda event: reverse("events:office_event", args=[event.public_id]),
        ),
        TagColumn(
            "state",
            _("State"),
            value=lambda event: event.standing_at(timezone.now()),
            labels=EVENT_STATES,
            tones=EVENT_TONES,
            sort=("state", "begins_at"),
        ),
        TimeColumn("begins_at", _("Begins"), sort="begins_at"),
        Column("kind", _("Kind"), value=lambda event: event.get_kind_display(), sort="kind"),
        Column("mode", _("How"), value=lambda event: event.get_mode_display(), sort="mode"),
        Column("where", _("Municipality"), value=lambda event: event.municipality, sort="municipality"),
        NumberColumn("registered_count", _("Registered"), sort="registered_count"),
        NumberColumn("waiting_count", _("Waiting"), sort="waiting_count"),
        NumberColumn("offered_count", _("Offered"), sort="offered_count", hidden=True),
        Column("county", _("County"), value=lambda event: event.get_county_display(), hidden=True),
        Column("venue", _("Venue"), hidden=True),
    ]
    filters = [
        Search("q", fields=["title_sv", "title_en", "venue", "municipality"]),
        Choice("kind", _("Kind"), choices=Event.Kind.choices, several=True),
        Choice("state", _("State"), choices=EVENT_STATES.items(), where=_stands, several=True),
        Choice("county", _("County"), choices=[(c.code, c.name) for c in COUNTIES], several=True),
        Choice("mode", _("How"), choices=Event.Mode.choices),
        DateRange("begins", _("Begins"), field="begins_at"),
    ]
    actions = [BulkAction("copy", _("Copy to later"), Permission.OFFICE_WORK, "events:events_copy")]
    default_sort = "-begins_at"


# Whom a registration is for: the first columns of every list of them.
WHO = [
    Column(
        "name",
        _("Name"),
        sort="name",
        link=lambda each: reverse("events:office_registration", args=[each.event.public_id, each.public_id]),
    ),
    Column(
        "organisation",
        _("Organisation"),
        value=lambda each: each.organisation_shown,
        sort="organisation_name",
    ),
]


class RegistrationList(List):
    """Who is registered for an event, waits, or has been."""

    key = "registrations"
    caption = _("Registrations")
    empty = _("Nobody has registered yet.")
    columns = [
        NumberColumn("number", _("No."), sort="number"),
        *WHO,
        TagColumn("state", _("State"), labels=REGISTRATION_STATES, tones=REGISTRATION_TONES, sort="state"),
        NumberColumn("queue_number", _("In the queue"), sort="queue_number"),
        Column("quota", _("Places"), value=lambda each: each.quota.name, sort="quota__position"),
        TimeColumn("registered_at", _("Registered"), sort="registered_at"),
        Column("email", _("E-mail"), sort="email", hidden=True),
        Column("title", _("What they do"), hidden=True),
        Column(
            "county",
            _("County"),
            value=lambda each: each.organisation.get_county_display() if each.organisation else "",
            hidden=True,
        ),
        Column("no_photo", _("Rather not in pictures"), hidden=True),
        TimeColumn("offered_until", _("Offer kept until"), sort="offered_until", hidden=True),
    ]
    filters = [
        Search("q", fields=["name", "email", "organisation_name", "organisation__name"]),
        Choice("state", _("State"), choices=REGISTRATION_STATES.items(), several=True),
        YesNo("no_photo", _("Rather not in pictures"), where=Q(no_photo=True)),
        YesNo("unknown", _("Organisation not linked"), where=Q(organisation=None)),
        DateRange("registered", _("Registered"), field="registered_at"),
    ]
    default_sort = "number"

    def __init__(
        self, data: QueryDict, queryset: QuerySet[Registration], questions: Iterable[Question] = ()
    ) -> None:
        """With a column for each of the event's questions, and a filter where there are answers to choose."""
        asked = list(questions)
        self.columns = [*self.columns, *map(_answer_column, asked)]
        self.filters = [*self.filters, *(_answer_filter(each) for each in asked if each.kind in LEADING)]
        super().__init__(data, queryset)


def _answer_column(question: Question) -> Column:
    """The answer in words; a figure stays one in files."""

    def read(row: Registration) -> str:
        return in_words(question, row.answers.get(question.key))

    def figure(row: Registration) -> object:
        return parse_number(str(row.answers.get(question.key, ""))) or read(row)

    export = figure if question.kind == Question.Kind.NUMBER else None
    return Column(f"{FIELD}{question.key}", question.label, value=read, export=export)


def _answer_filter(question: Question) -> Choice:
    def where(value: str) -> Q:
        one, several = ({question.key: each} for each in (value, [value]))
        return Q(answers__contains=one) | Q(answers__contains=several)

    choices = [(value, in_words(question, value)) for value, _words in answers_that_lead(question)]
    return Choice(f"{FIELD}{question.key}", question.label, choices=choices, where=where)


class SeatList(List):
    """Who has chosen a session, in the order in which they did."""

    key = "seats"
    caption = _("Who has chosen it")
    empty = _("Nobody has chosen it yet.")
    columns = [
        Column(
            "name",
            _("Name"),
            value=lambda seat: seat.registration.name,
            sort="registration__name",
            link=lambda seat: reverse(
                "events:office_registration",
                args=[seat.session.event.public_id, seat.registration.public_id],
            ),
        ),
        Column(
            "organisation",
            _("Organisation"),
            value=lambda seat: seat.registration.organisation_shown,
            sort="registration__organisation_name",
        ),
        Column("email", _("E-mail"), value=lambda seat: seat.registration.email, hidden=True),
        TimeColumn("taken_at", _("Chosen"), sort="taken_at"),
    ]
    filters = [Search("q", fields=["registration__name", "registration__organisation_name"])]
    default_sort = "taken_at"


class InvitationList(List):
    """Who is invited to an event, and what they said."""

    key = "invitations"
    caption = _("Invitations")
    empty = _("Nobody has been invited yet.")
    columns = [
        Column("email", _("E-mail"), sort="email"),
        Column("name", _("Name"), sort="name"),
        TagColumn("state", _("State"), labels=INVITATION_STATES, tones=INVITATION_TONES, sort="state"),
        TimeColumn("answered_at", _("Answered"), sort="answered_at"),
        NumberColumn("colleagues", _("May bring"), sort="colleagues"),
        TimeColumn("invited_at", _("Invited"), sort="invited_at"),
        TimeColumn("reminded_at", _("Reminded"), sort="reminded_at"),
        Column("language", _("Language"), hidden=True),
    ]
    filters = [
        Search("q", fields=["name", "email"]),
        Choice("state", _("State"), choices=INVITATION_STATES.items(), several=True),
        YesNo("reminded", _("Reminded"), where=Q(reminded_at__isnull=False)),
        DateRange("invited", _("Invited"), field="invited_at"),
    ]
    default_sort = "email"
