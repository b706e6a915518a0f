"""What needs somebody in an edition now, in the order of the year: for the office's overview."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import ngettext

from forebild.website.addresses import url_or_nothing
from forebild.website.standing import Counts, Standing


@dataclass(frozen=True)
class Attention:
    """Something that needs somebody: how many, of what, and the list that shows exactly those."""

    count: int
    text: str
    href: str


def attention(standing: Standing) -> list[Attention]:
    """What needs somebody now; only what there is."""
    found = [
        *_before_the_jury(standing),
        *_in_the_jury(standing),
        *_visits(standing),
        *_meetings(standing),
        *_decisions(standing),
        *_afterwards(standing),
        *_stories(standing),
        *_mail(standing),
    ]
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
    ]


# what waits, and the state of the visits that the list shows for it
_VISITS = {
    "planned": "planned",
    "offered": "offered",
    "wished": "wished",
    "unwritten": "booked",
    "unsigned": "handed_in",
}


def _visits(standing: Standing) -> list[Attention]:
    """What a visit waits for, in the order in which it is made."""
    if standing.edition.state != "announced":
        return []
    year, due = standing.edition.year, standing.visits
    said = _said_of_visits(due)
    return [
        Attention(due[name], said[name], _listed("visits:visit_list", year, f"state={state}"))
        for name, state in _VISITS.items()
    ]


def _said_of_visits(due: Counts) -> dict[str, str]:
    return {
        "planned": ngettext(
            "site visit has no time proposed", "site visits have no time proposed", due["planned"]
        ),
        "offered": ngettext(
            "site visit waits for an answer about the time",
            "site visits wait for an answer about the time",
            due["offered"],
        ),
        "wished": ngettext(
            "company needs another time for its visit",
            "companies need another time for the visit",
            due["wished"],
        ),
        "unwritten": ngettext(
            "site visit is made and has no protocol",
            "site visits are made and have no protocol",
            due["unwritten"],
        ),
        "unsigned": ngettext(
            "visit's protocol lacks a signature", "visits' protocols lack a signature", due["unsigned"]
        ),
    }


def _meetings(standing: Standing) -> list[Attention]:
    href, due = url_or_nothing("deliberation:meetings", standing.edition.year), standing.meetings
    uncalled, unminuted, unsealed = (due[name] for name in ("uncalled", "unminuted", "unsealed"))
    return [
        Attention(
            uncalled,
            ngettext(
                "meeting is planned, and the jury is not called",
                "meetings are planned, and the jury is not called",
                uncalled,
            ),
            href,
        ),
        Attention(
            unminuted,
            ngettext(
                "meeting is over, and its minutes are not sent round",
                "meetings are over, and their minutes are not sent round",
                unminuted,
            ),
            href,
        ),
        Attention(
            unsealed,
            ngettext("meeting's minutes wait for approval", "meetings' minutes wait for approval", unsealed),
            href,
        ),
    ]


def _decisions(standing: Standing) -> list[Attention]:
    year, proposed = standing.edition.year, standing.rulings.get("proposed", 0)
    return [
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


def _stories(standing: Standing) -> list[Attention]:
    """What companies have said of their good examples, of all years."""
    wished, approved = standing.stories["wished"], standing.stories["approved"]
    href = url_or_nothing("library:example_list")
    return [
        Attention(
            wished,
            ngettext(
                "company wants changes in its good example",
                "companies want changes in their good examples",
                wished,
            ),
            f"{href}?wish=yes",
        ),
        Attention(
            approved,
            ngettext(
                "good example is approved and not published",
                "good examples are approved and not published",
                approved,
            ),
            f"{href}?state=approved",
        ),
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
