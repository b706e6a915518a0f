"""What the jury knows of an entry, told to the rooms above it (`shared.known`).

known_facts(things, actor)       how the entry stands and how sure that is; what is near the line; what its
                                 readers have agreed to say, else what each wrote

Nothing of an entry from which `actor` stands aside, and nothing at all while he or she has reviews left. No
score before the scores are open: what ranks is chosen without having seen them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.engine.calibration.problem import EntryResult
from forebild.jury.certainty import Standing, Standings, standings_of
from forebild.jury.compared import after_comparisons, counted_comparisons
from forebild.jury.comparing import After
from forebild.jury.models import Basis, Review, Statement, TieBreak
from forebild.jury.permissions import is_still_reading
from forebild.jury.queries import (
    asked_once_more,
    counted_reviews,
    judged_entries,
    ranking_state,
    statements_said,
    tie_breaks_in,
)
from forebild.jury.ranking_words import figure, percent
from forebild.programme.models import Edition
from forebild.shared.known import Fact


def known_facts(things: Sequence[Any], actor: Any) -> Mapping[int, Sequence[Fact]]:
    """The facts by the entry's key; things that are no entries, and closed ones, are left out.

    All entries are of one edition. A constant number of SQL statements.
    """
    asked = {thing.pk for thing in things if isinstance(thing, Entry)}
    edition = next((thing.edition for thing in things if isinstance(thing, Entry)), None)
    if edition is None or is_still_reading(actor, edition):
        return {}
    judged = list(judged_entries(edition, actor))
    entries = [entry for entry in judged if entry.pk in asked]
    state = ranking_state(edition)
    found = standings_of(edition, actor, state.basis) if state.is_open else None
    notes = _near_line(edition, found, entries, judged, actor) if found else {}
    words = _words(edition, entries, actor, shows_scores=found is not None)
    return {
        entry.pk: [*_scores(found, entry), *notes.get(entry.pk, []), *words[entry.pk]] for entry in entries
    }


def _scores(found: Standings | None, entry: Entry) -> Iterator[Fact]:
    """Place, adjusted score, raw mean, chance."""
    part = _("The scores")
    if found is None:
        yield Fact(_("Place and score"), _("Not open yet: first it is decided what ranks."), part)
        return
    row = found.by_entry[entry.public_id]
    if row.raw.mean is None:
        yield Fact(_("Reviews"), _("none handed in"), part)
        return
    if row.rank is not None:
        label = _("Place by the raw mean") if found.basis == Basis.RAW else _("Place by the adjusted score")
        yield Fact(label, _place(found, row), part)
    if row.adjusted is not None:
        yield Fact(_("Adjusted score"), _adjusted(row.adjusted), part)
    yield Fact(_("Raw mean"), _raw(row), part)
    if row.adjusted is not None and found.line is not None:
        yield Fact(_("Chance above the line"), percent(row.adjusted.p_top), part)


def _place(found: Standings, row: Standing) -> str:
    sides = {
        "in": _("%(rank)d of %(count)d, above the line"),
        "out": _("%(rank)d of %(count)d, below the line"),
        "tied": _("%(rank)d of %(count)d, equal with others at the line"),
    }
    text = _("%(rank)d of %(count)d") if found.line is None else sides[row.side]
    return text % {"rank": row.rank, "count": len(found.rows)}


def _adjusted(result: EntryResult) -> str:
    return _("%(score)s, nine times in ten between %(low)s and %(high)s") % {
        "score": figure(result.adjusted),
        "low": figure(result.low90),
        "high": figure(result.high90),
    }


def _raw(row: Standing) -> str:
    if row.raw.n == 1:
        return _("%(mean)s from one review") % {"mean": figure(row.raw.mean)}
    return _("%(mean)s from %(count)d reviews, between %(low)s and %(high)s") % {
        "mean": figure(row.raw.mean),
        "count": row.raw.n,
        "low": figure(row.raw.low),
        "high": figure(row.raw.high),
    }


def _near_line(
    edition: Edition, found: Standings, entries: list[Entry], judged: list[Entry], actor: Any
) -> dict[int, list[Fact]]:
    """That it is too close to call, that one more has been asked, what comparisons in pairs have told."""
    waiting = asked_once_more(entries)
    compared = _compared(found, list(tie_breaks_in(edition, actor)), judged)
    unsure = {row.entry for row in found.unsure}
    said = {
        entry.pk: [
            *([_("Too close to call.")] if entry.public_id in unsure else []),
            *([_("One more juror has been asked and has not handed in yet.")] if entry.pk in waiting else []),
            *compared.get(entry.public_id, []),
        ]
        for entry in entries
    }
    part, label = _("The scores"), _("Near the line")
    return {key: [Fact(label, "\n".join(lines), part)] for key, lines in said.items() if lines}


def _compared(found: Standings, tie_breaks: list[TieBreak], judged: list[Entry]) -> dict[str, list[str]]:
    """By the entry's public id, what the latest tie-break says; of an open one only that it is held."""
    latest = {
        each.entry.public_id: tie_break
        for tie_break in reversed(tie_breaks)
        for each in tie_break.candidates.all()
    }
    comparisons = counted_comparisons(tie_breaks, judged)
    said: dict[str, list[str]] = {}
    for tie_break in tie_breaks:
        rows = after_comparisons(tie_break, found, comparisons.get(tie_break.pk, []))
        said |= {row.entry: _told(tie_break, row) for row in rows if latest[row.entry] == tie_break}
    return said


def _told(tie_break: TieBreak, row: After) -> list[str]:
    if tie_break.state == "open":
        return [_("It is being compared with others in pairs.")]
    if not row.wins + row.losses:
        return []
    text = _("Compared in pairs it came first in %(wins)d of %(all)d. The chance is then %(chance)s.")
    return [text % {"wins": row.wins, "all": row.wins + row.losses, "chance": percent(row.chance)}]


def _words(
    edition: Edition, entries: list[Entry], actor: Any, *, shows_scores: bool
) -> dict[int, list[Fact]]:
    """What has been agreed to be said, or is on its way to be; else what each wrote, without names."""
    said = statements_said(entries)
    reviews: dict[int, list[Review]] = defaultdict(list)
    for review in counted_reviews(edition, actor):
        reviews[review.assignment.entry_id].append(review)
    return {
        entry.pk: _stated(said[entry.pk], shows_scores=shows_scores)
        if entry.pk in said
        else _texts([vars(review) for review in reviews[entry.pk]], _("What the jurors wrote, each alone"))
        for entry in entries
    }


def _stated(statement: Statement, *, shows_scores: bool) -> list[Fact]:
    approved = statement.state == "approved"
    part = _("What the jury says") if approved else _("What the readers agree on, not approved yet")
    steps = [
        f"{score.criterion.name}: {_('does not apply') if score.value is None else score.value}"
        for score in statement.scores.all()
    ]
    agreed = [Fact(_("Scores that the readers agree on"), "\n".join(steps), part)]
    return [*(agreed if shows_scores and steps else []), *_texts([statement.document.fields], part)]


def _texts(sheets: Sequence[Mapping[str, Any]], part: str) -> list[Fact]:
    kinds = ((_("Strengths"), "strengths"), (_("Opportunities for improvement"), "opportunities"))
    texts = ((label, [str(sheet.get(name) or "").strip() for sheet in sheets]) for label, name in kinds)
    return [Fact(label, "\n".join(filter(None, said)), part) for label, said in texts if any(said)]
