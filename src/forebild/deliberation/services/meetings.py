"""A meeting is planned with its rules, called, opened, closed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.deliberation import notices
from forebild.deliberation.models import Meeting
from forebild.deliberation.queries import jury_at, voters_of
from forebild.deliberation.services.minutes import begin_minutes
from forebild.deliberation.states import MEETING
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.outbox.services import queue
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import in_full
from forebild.shared.urls import site_url


def hold(meeting: Meeting) -> Meeting:
    """Lock the meeting's row: what is done at a meeting is done one after the other. Its present state."""
    held = Meeting.objects.select_for_update(of=["self"]).get(pk=meeting.pk)
    meeting.state = held.state
    return meeting


def demand_open(meeting: Meeting) -> None:
    """Raise NotNow unless the meeting is under way; holds its row."""
    if hold(meeting).state != "open":
        raise NotNow(_("The meeting is not open."))


@transaction.atomic
def plan_meeting(
    *, actor: Person, edition: Edition, starts_at: datetime, quorum: int, tie_rule: str, place: str = ""
) -> Meeting:
    """A meeting of the jury, with the rules that it decides by."""
    demand(actor, Permission.MEETING_LEAD, edition)
    if edition.state != "announced":
        raise NotNow(_("The jury meets while the edition is under way."))
    _demand_rules(edition, quorum, tie_rule)
    meeting = Meeting.objects.create(
        edition=edition,
        starts_at=starts_at,
        place=place.strip(),
        quorum=quorum,
        tie_rule=tie_rule,
        planned_by=actor,
    )
    audit.record(actor, "deliberation.meeting.planned", meeting, edition=edition, quorum=quorum, tie=tie_rule)
    return meeting


@transaction.atomic
def change_meeting(
    *, actor: Person, meeting: Meeting, starts_at: datetime, quorum: int, tie_rule: str, place: str = ""
) -> None:
    """Other times or rules, before it opens: nobody changes the rules when the votes are known."""
    demand(actor, Permission.MEETING_LEAD, meeting)
    if hold(meeting).state != "planned":
        raise NotNow(_("The rules of a meeting are set before it opens."))
    _demand_rules(meeting.edition, quorum, tie_rule)
    meeting.starts_at, meeting.place = starts_at, place.strip()
    meeting.quorum, meeting.tie_rule = quorum, tie_rule
    meeting.save(update_fields=["starts_at", "place", "quorum", "tie_rule"])
    audit.record(
        actor,
        "deliberation.meeting.changed",
        meeting,
        edition=meeting.edition,
        quorum=quorum,
        tie=tie_rule,
    )


def _demand_rules(edition: Edition, quorum: int, tie_rule: str) -> None:
    fields: dict[str, str] = {}
    most = voters_of(edition).count()
    if not 1 <= quorum <= most:
        fields["quorum"] = _("Between 1 and %(most)d: so many in the jury have a vote.") % {"most": most}
    if tie_rule not in Meeting.TieRule.values:
        fields["tie_rule"] = _("Choose one of the two.")
    if fields:
        raise InvalidInput(_("The rules of the meeting cannot be these."), fields)


@transaction.atomic
def call_jury(*, actor: Person, meeting: Meeting) -> int:
    """Write to everybody in the jury; a second call reaches those who have come since. How many letters."""
    demand(actor, Permission.MEETING_LEAD, meeting)
    if hold(meeting).state != "planned":
        raise NotNow(_("The meeting has begun, or was called off."))
    jurors = list(jury_at(meeting))
    for juror in jurors:
        language = juror.person.language
        queue(
            notice=notices.MEETING_CALLED,
            to=juror.person,
            values={
                "name": juror.person.name,
                "edition": meeting.edition.name,
                "when": in_full(meeting.starts_at, language),
                "place": meeting.place or "–",
                "link": site_url(
                    "deliberation:room",
                    language,
                    edition_year=meeting.edition.year,
                    meeting_id=meeting.public_id,
                ),
            },
            key=f"deliberation.meeting_called:{meeting.public_id}:{juror.public_id}:{meeting.starts_at:%s}",
        )
    meeting.called_at = timezone.now()
    meeting.save(update_fields=["called_at"])
    audit.record(actor, "deliberation.meeting.called", meeting, edition=meeting.edition, letters=len(jurors))
    return len(jurors)


@transaction.atomic
def open_meeting(*, actor: Person, meeting: Meeting) -> None:
    """The chair or the secretary opens it."""
    demand(actor, Permission.MEETING_LEAD, meeting)
    hold(meeting)
    if meeting.edition.meetings.filter(state="open").exclude(pk=meeting.pk).exists():
        raise NotNow(_("Another meeting of this jury is open. Close it first."))
    MEETING.move(meeting, "open", opened_by=actor, opened_at=timezone.now())
    audit.record(actor, "deliberation.meeting.opened", meeting, edition=meeting.edition)


@transaction.atomic
def close_meeting(*, actor: Person, meeting: Meeting) -> None:
    """All is said: whoever is there leaves, and the minutes are begun."""
    demand(actor, Permission.MEETING_LEAD, meeting)
    hold(meeting)
    if meeting.items.filter(state="current").exists():
        raise NotNow(_("An item is still being discussed. Settle it or put it off first."))
    now = timezone.now()
    MEETING.move(meeting, "close", closed_by=actor, closed_at=now)
    meeting.stays.filter(left_at=None).update(left_at=now)
    audit.record(actor, "deliberation.meeting.closed", meeting, edition=meeting.edition)
    begin_minutes(actor, meeting)


@transaction.atomic
def call_off_meeting(*, actor: Person, meeting: Meeting) -> None:
    """It is not held."""
    demand(actor, Permission.MEETING_LEAD, meeting)
    MEETING.move(meeting, "call_off")
    audit.record(actor, "deliberation.meeting.called_off", meeting, edition=meeting.edition)
