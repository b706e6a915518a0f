"""Which stories belong to a collection: what its document says of it, read into a rule.

TEXTS      title, ingress, body: each _sv and _en
FACETS     the library's facets by key, lists of values: any of them will do, every facet must hold
outcome, year_from, year_to     of the award
picked     the public ids of stories picked by hand, in their order
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from forebild.competition.models import Award
from forebild.library.facets import FACETS, condition

TEXTS = ("title", "ingress", "body")
TEXT_FIELDS = tuple(f"{text}_{language}" for text in TEXTS for language in ("sv", "en"))
RULE_FIELDS = (*FACETS, "outcome", "year_from", "year_to")
PICKED = "picked"
MOST_PICKED = 100  # whoever needs more needs a rule

_AWARDED = (Award.Outcome.WINNER, Award.Outcome.MENTION)


@dataclass(frozen=True)
class Rule:
    """What the rule finds: nothing at all, as long as nothing is said."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outcome: str = ""
    year_from: int | None = None
    year_to: int | None = None
    picked: tuple[str, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether there is a rule besides what is picked by hand."""
        return any(self.chosen.values()) or bool(self.outcome or self.year_from or self.year_to)

    def condition(self) -> Q:
        """The stories of the rule and those picked by hand."""
        by_hand = Q(public_id__in=self.picked)
        return by_hand | (condition(self.chosen) & self._of_awards()) if self.is_said else by_hand

    def _of_awards(self) -> Q:
        found = Q()
        if self.outcome or self.year_from or self.year_to:
            found &= Q(award__outcome__in=[self.outcome] if self.outcome in _AWARDED else _AWARDED)
        if self.year_from:
            found &= Q(award__edition__year__gte=self.year_from)
        if self.year_to:
            found &= Q(award__edition__year__lte=self.year_to)
        return found


def rule_of(fields: Mapping[str, Any]) -> Rule:
    """The rule in a document's fields; a value that no facet has any more is left out."""
    return Rule(
        chosen={
            key: tuple(value for value in facet.names if value in (fields.get(key) or ()))
            for key, facet in FACETS.items()
        },
        outcome=str(fields.get("outcome") or ""),
        year_from=_year(fields.get("year_from")),
        year_to=_year(fields.get("year_to")),
        picked=tuple(str(each) for each in fields.get(PICKED) or ()),
    )


def _year(value: Any) -> int | None:
    return int(value) if value else None


def rearranged(picked: tuple[str, ...], action: str, story: str) -> list[str]:
    """The order after one step: `add` (at the end), `remove`, `up`, `down`.

    What makes no sense changes nothing.
    """
    order = list(picked)
    if action == "add":
        return order if story in order else [*order, story]
    if story not in order:
        return order
    place = order.index(story)
    order.remove(story)
    if action == "up":
        order.insert(max(0, place - 1), story)
    elif action == "down":
        order.insert(place + 1, story)
    return order


def in_words(rule: Rule) -> list[tuple[str, str]]:
    """The rule as readers of the office understand it: (what, which), of what is said."""
    lines = [
        (str(facet.label), ", ".join(str(facet.names[value]) for value in rule.chosen[key]))
        for key, facet in FACETS.items()
        if rule.chosen.get(key)
    ]
    if rule.outcome or rule.year_from or rule.year_to:
        outcome = {
            "winner": _("Winners"),
            "mention": _("Honourable mentions"),
        }.get(rule.outcome, _("Winners and honourable mentions"))
        lines.append((_("Award"), f"{outcome} {_span(rule)}".strip()))
    return lines


def _span(rule: Rule) -> str:
    if rule.year_from == rule.year_to:
        return str(rule.year_from or "")
    if rule.year_from and rule.year_to:
        return f"{rule.year_from}–{rule.year_to}"
    if rule.year_from:
        return _("from %(year)s on") % {"year": rule.year_from}
    return _("until %(year)s") % {"year": rule.year_to}
