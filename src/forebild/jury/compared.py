"""How the entries of a tie-break stand after its comparisons, over what one person may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from forebild.competition.models import Entry
from forebild.jury.certainty import Standings
from forebild.jury.comparing import After, looks_of, outcome
from forebild.jury.models import Comparison, TieBreak


def counted_comparisons(
    tie_breaks: Iterable[TieBreak], entries: Iterable[Entry]
) -> dict[int, list[Comparison]]:
    """The comparisons of these entries that count, by the tie-break's key; one SQL statement."""
    keys = [entry.pk for entry in entries]
    rows = Comparison.objects.counted().filter(
        tie_break__in=[each.pk for each in tie_breaks], winner__in=keys, loser__in=keys
    )
    found: dict[int, list[Comparison]] = defaultdict(list)
    for row in rows.select_related("winner", "loser", "juror"):
        found[row.tie_break_id].append(row)
    return found


def after_comparisons(
    tie_break: TieBreak, found: Standings, comparisons: Sequence[Comparison]
) -> list[After]:
    """From the scores as they are now and the comparisons; none where fewer than two entries are left."""
    names = sorted(each.entry.public_id for each in tie_break.candidates.all())
    rows = [found.by_entry[name] for name in names if name in found.by_entry]
    results = {row.entry: row.adjusted for row in rows if row.adjusted is not None}
    if len(results) < 2:
        return []
    places = sum(found.by_entry[name].side == "in" for name in results)
    return outcome(results, tie_break.unit, looks_of(comparisons), places)
