"""The way of an edition from the first nomination to the last letter, as steps with counts and links."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from forebild.website.addresses import url_or_nothing
from forebild.website.standing import Counts, Standing

Step = dict[str, Any]


def pipeline(standing: Standing) -> list[Step]:
    """Each step for the look's `steps`: its title, how many, where to go, and done, current or todo."""
    return [*_coming_in(standing), *_being_judged(standing), *_going_out(standing)]


def next_step(steps: list[Step]) -> Step | None:
    """What to do now: the last step under way, else the first one left; none when all is done."""
    under_way = [step for step in steps if step["state"] == "current" and step["href"]]
    left = [step for step in steps if step["state"] == "todo" and step["href"]]
    return under_way[-1] if under_way else left[0] if left else None


def _coming_in(standing: Standing) -> list[Step]:
    cases, entries, year = standing.cases, standing.entries, standing.edition.year
    counts = {
        "cases": sum(cases.values()),
        "accepted": cases.get("accepted", 0),
        "submitted": sum(entries.get(state, 0) for state in ("submitted", "eligible", "ineligible")),
        "drafts": entries.get("draft", 0),
        "eligible": entries.get("eligible", 0),
        "refused": entries.get("ineligible", 0),
        "unchecked": entries.get("submitted", 0),
    }
    checked = "current" if counts["unchecked"] else "done"
    return [
        _step(
            _("Nominations"),
            _("%(cases)d companies nominated, %(accepted)d said yes") % counts,
            url_or_nothing("competition:cases", year),
            standing.phase("nomination"),
        ),
        _step(
            _("Entries"),
            _("%(submitted)d submitted, %(drafts)d drafts") % counts,
            url_or_nothing("competition:office_entries", year),
            standing.phase("application"),
        ),
        _step(
            _("Who may take part"),
            _("%(eligible)d eligible, %(refused)d not, %(unchecked)d not checked") % counts,
            url_or_nothing("competition:office_entries", year),
            checked if standing.phase("application") == "done" else "todo",
        ),
    ]


def _being_judged(standing: Standing) -> list[Step]:
    year, readings, rulings = standing.edition.year, standing.readings, standing.rulings
    done, eligible = readings.get("done", 0), standing.entries.get("eligible", 0)
    shared = eligible - standing.unread
    return [
        _step(
            _("Who reads what"),
            _("%(shared)d of %(all)d entries have enough readers") % {"shared": shared, "all": eligible},
            url_or_nothing("jury:assignment", year),
            _of(shared, eligible, readings),
        ),
        _step(
            _("The jury's reading"),
            _("%(done)d of %(all)d reviews handed in") % {"done": done, "all": sum(readings.values())},
            url_or_nothing("jury:progress", year),
            "done" if readings and done == sum(readings.values()) else standing.phase("review"),
        ),
        _step(
            _("Decisions"),
            _("%(approved)d approved, %(proposed)d wait for a second person")
            % {"approved": rulings.get("approved", 0), "proposed": rulings.get("proposed", 0)},
            url_or_nothing("jury:rulings", year),
            _decided(standing, bool(rulings)),
        ),
    ]  # fmt: skip


def _of(part: int, whole: int, readings: Counts) -> str:
    if not readings:
        return "todo"
    return "done" if part >= whole else "current"


def _going_out(standing: Standing) -> list[Step]:
    year, released_at = standing.edition.year, standing.edition.released_at
    return [
        _step(
            _("Release"),
            _("The result is out") if released_at else _("Two persons set the instant"),
            url_or_nothing("jury:release", year),
            "done" if released_at else "todo",
        ),
        _step(
            _("Letters about the result"),
            _("To exactly those whom each decision is about"),
            url_or_nothing("jury:letters", year),
            _letters(standing),
        ),
    ]


def _letters(standing: Standing) -> str:
    edition = standing.edition
    if edition.released_at is None:
        return "todo"
    return "done" if edition.state == "archived" or standing.letters else "current"


def _step(title: str, note: str, href: str, state: str) -> Step:
    return {"title": title, "note": note, "href": href, "state": state}


def _decided(standing: Standing, has_rulings: bool) -> str:
    """How far the decisions are: out, begun, or as the phase says."""
    if standing.edition.released_at:
        return "done"
    return "current" if has_rulings else standing.phase("deliberation")
