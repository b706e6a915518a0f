"""Where an edition stands: how many of everything in which state, what is late, what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from forebild.competition.models import Case, Entry
from forebild.feedback.queries import unread_answers
from forebild.jury.queries import standing_rulings
from forebild.programme.models import Edition
from forebild.programme.queries import timeline
from forebild.shared.outbox.models import Message
from forebild.shared.outbox.queries import NEEDS_A_PERSON
from forebild.website.addresses import url_or_nothing
from forebild.website.queries import readings, unread_count

SOON = timedelta(days=7)
A_ROUND = timedelta(minutes=2)  # in which the clock carries out what is due
Counts = dict[str, int]


@dataclass(frozen=True)
class Standing:
    """An edition in numbers, each a count by state, without what a recusal has closed to who asks.

    `phases`: by kind, done, current or todo, and when it closes. `unread`: entries with too few readers.
    `answers`: to letters of any edition, not read yet, by its year.
    """

    edition: Edition
    phases: dict[str, tuple[str, datetime]]
    cases: Counts
    entries: Counts
    readings: Counts
    rulings: Counts
    jurors: Counts
    mail: Counts
    unread: int
    letters: Counts
    releases: Counts
    answers: dict[int, int]

    def phase(self, kind: str) -> str:
        """done, current or todo; todo for a phase without dates."""
        return self.phases[kind][0] if kind in self.phases else "todo"

    def closes_soon(self, kind: str) -> bool:
        """Whether the phase is open and has a week left, or less."""
        state, closes_at = self.phases.get(kind, ("todo", timezone.now()))
        return state == "current" and closes_at - timezone.now() <= SOON


@dataclass(frozen=True)
class Attention:
    """Something that needs somebody: how many, of what, and the list that shows exactly those."""

    count: int
    text: str
    href: str


def standing_of(edition: Edition, actor: Any) -> Standing:
    """The edition's numbers for `actor`; a constant number of statements."""
    phases = {stretch.phase.kind: (stretch.state, stretch.phase.closes_at) for stretch in timeline(edition)}
    return Standing(
        edition=edition,
        phases=phases,
        cases=_by_state(Case.objects.for_actor(actor).filter(edition=edition)),
        entries=_by_state(Entry.objects.for_actor(actor).filter(edition=edition)),
        readings=_by_state(readings(edition, actor)),
        rulings=_by_state(standing_rulings(edition, actor)),
        jurors=_by_state(edition.jurors.all()),
        mail=_by_state(Message.objects.for_actor(actor).filter(state__in=NEEDS_A_PERSON)),
        unread=unread_count(edition, actor),
        letters=_by_state(edition.letter_batches.exclude(state="stopped")),
        releases=_releases(edition),
        answers=unread_answers(actor),
    )


def _by_state(things: QuerySet[Any, Any]) -> Counts:
    return dict(things.order_by().values_list("state").annotate(count=Count("pk", distinct=True)))


def _releases(edition: Edition) -> Counts:
    """What is set and not out: `scheduled` waits for its second person, `overdue` is past its instant."""
    now = timezone.now()
    return edition.releases.filter(state__in=["scheduled", "confirmed"]).aggregate(
        scheduled=Count("pk", filter=Q(state="scheduled", release_at__gt=now)),
        overdue=Count("pk", filter=Q(release_at__lte=now - A_ROUND)),
    )


def attention(standing: Standing) -> list[Attention]:
    """What needs somebody now; only what there is."""
    found = [*_before_the_jury(standing), *_in_the_jury(standing), *_afterwards(standing), *_mail(standing)]
    return [each for each in found if each.count]


def _before_the_jury(standing: Standing) -> list[Attention]:
    year, cases, entries = standing.edition.year, standing.cases, standing.entries
    is_open = standing.phase("application") != "done"
    unasked, unanswered = (cases.get(state, 0) if is_open else 0 for state in ("new", "asked"))
    drafts = entries.get("draft", 0) if standing.closes_soon("application") else 0
    unchecked = entries.get("submitted", 0) if not is_open else 0
    return [
        Attention(
            unasked,
            ngettext("nominated company not asked yet", "nominated companies not asked yet", unasked),
            _listed("competition:cases", year, "state=new"),
        ),
        Attention(
            unanswered,
            ngettext("asked company has not answered", "asked companies have not answered", unanswered),
            _listed("competition:cases", year, "state=asked"),
        ),
        Attention(
            drafts,
            ngettext("draft, and the call closes soon", "drafts, and the call closes soon", drafts),
            _listed("competition:office_entries", year, "state=draft"),
        ),
        Attention(
            unchecked,
            ngettext("submitted entry not checked", "submitted entries not checked", unchecked),
            _listed("competition:office_entries", year, "state=submitted"),
        ),
    ]


def _in_the_jury(standing: Standing) -> list[Attention]:
    year, edition = standing.edition.year, standing.edition
    under_way = edition.state == "announced"
    invited = standing.jurors.get("invited", 0) if under_way else 0
    unread = standing.unread if under_way and standing.phase("review") == "current" else 0
    left = standing.readings.get("open", 0) if under_way and standing.phase("review") != "todo" else 0
    proposed = standing.rulings.get("proposed", 0)
    return [
        Attention(
            invited,
            ngettext("juror has not answered", "jurors have not answered", invited),
            url_or_nothing("jury:seats", year),
        ),
        Attention(
            unread,
            ngettext("entry has too few readers", "entries have too few readers", unread),
            url_or_nothing("jury:assignment", year),
        ),
        Attention(
            left,
            ngettext("review not handed in", "reviews not handed in", left),
            url_or_nothing("jury:progress", year),
        ),
        Attention(
            proposed,
            ngettext("decision waits for a second person", "decisions wait for a second person", proposed),
            url_or_nothing("jury:rulings", year),
        ),
        *_release(standing),
    ]


def _release(standing: Standing) -> list[Attention]:
    href = url_or_nothing("jury:release", standing.edition.year)
    overdue, scheduled = standing.releases["overdue"], standing.releases["scheduled"]
    return [
        Attention(
            overdue,
            ngettext(
                "release has not happened at its time", "releases have not happened at their time", overdue
            ),
            href,
        ),
        Attention(
            scheduled,
            ngettext("release waits for a second person", "releases wait for a second person", scheduled),
            href,
        ),
    ]


def _afterwards(standing: Standing) -> list[Attention]:
    """Companies' answers to their letters; mostly of the year before the one under way."""
    return [
        Attention(
            count,
            ngettext(
                "answer to a letter is not read (%(year)d)",
                "answers to letters are not read (%(year)d)",
                count,
            )
            % {"year": year},
            url_or_nothing("feedback:answers", year),
        )
        for year, count in standing.answers.items()
    ]


def _mail(standing: Standing) -> list[Attention]:
    texts = {
        "unknown": lambda n: ngettext("letter may not have arrived", "letters may not have arrived", n),
        "failed": lambda n: ngettext("letter could not be sent", "letters could not be sent", n),
    }
    href = url_or_nothing("outbox:message_list")
    return [
        Attention(standing.mail.get(state, 0), text(standing.mail.get(state, 0)), f"{href}?state={state}")
        for state, text in texts.items()
    ]


def _listed(name: str, year: int, query: str) -> str:
    href = url_or_nothing(name, year)
    return f"{href}?{query}" if href else ""
