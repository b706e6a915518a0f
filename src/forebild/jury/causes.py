"""Why no plan is possible and what would help, in the office's words; what is closed is not named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from forebild.competition.models import Entry
from forebild.engine.assignment.problem import Change, Infeasible, Way
from forebild.jury.models import Juror
from forebild.jury.queries import recused_entries
from forebild.jury.sectors import sector_name

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CAUSES: dict[str, StrOrPromise] = {
    "fixed_barred": gettext_lazy("A juror has an entry already, but also a conflict of interest with it."),
    "fixed_same_employer": gettext_lazy("Two jurors of one employer have the same entry already."),
    "fixed_over_load": gettext_lazy("A juror has more entries already than agreed."),
    "capacity_short": gettext_lazy(
        "%(needed)s readings are needed, but the jurors together may have at most %(available)s."
    ),
    "entry_short": gettext_lazy(
        "An entry still needs %(needed)s readers, but only %(available)s of %(all)s jurors can read it."
    ),
    "entries_short": gettext_lazy(
        "Some entries together still need %(needed)s readings, but the jurors who can read them have room "
        "for only %(available)s."
    ),
    "minimum_over_demand": gettext_lazy(
        "What the jurors are to read at least is %(needed)s readings, but only %(available)s are to be given."
    ),
    "juror_underused": gettext_lazy(
        "A juror is to read at least %(needed)s more entries, but only %(available)s are open to that juror."
    ),
    "jurors_underused": gettext_lazy(
        "Some jurors are to read at least %(needed)s more in all, but only %(available)s are open to them."
    ),
    "competence_missing": gettext_lazy(
        "Nobody who can read an entry knows what is required: %(competences)s."
    ),
    "competences_crowded": gettext_lazy(
        "An entry has %(needed)s seats left, too few for all that is required: %(competences)s."
    ),
    "competence_short": gettext_lazy(
        "Those who know what is required (%(competences)s) have room for %(available)s of %(needed)s entries."
    ),
    "competences_together": gettext_lazy(
        "Not all entries can have a reader for everything that is required: %(competences)s."
    ),
}


def infeasible_text(answer: Infeasible, actor: Any) -> str:
    """The engine's cause, then the nearest ways out, with names instead of ids."""
    names = _Names(answer, actor)
    cause = str(CAUSES.get(answer.reason, gettext_lazy("The rules contradict each other.")))
    numbers = {**answer.numbers, "competences": ", ".join(map(competence_name, answer.competences))}
    told = _("No plan is possible. %(cause)s Entries: %(entries)s. Jurors: %(jurors)s.") % {
        "cause": cause % numbers if answer.reason in CAUSES else cause,
        "entries": ", ".join(names.entries_in(answer.entries)) or "–",
        "jurors": ", ".join(names.jurors_in(answer.jurors)) or "–",
    }
    ways = [text for way in answer.ways if (text := names.way(way))]
    return " ".join([told, *ways])


def competence_name(key: str) -> str:
    """A competence as a person reads it: a subject in its own words, an industry by its name."""
    scheme, colon, code = key.partition(":")
    return f"{sector_name(code)}" if colon else scheme


class _Names:
    """Names for the ids of one refusal, read once."""

    def __init__(self, answer: Infeasible, actor: Any) -> None:
        changes = [change for way in answer.ways for change in way.changes]
        entries = Entry.objects.filter(public_id__in={*answer.entries, *(change.entry for change in changes)})
        jurors = Juror.objects.filter(public_id__in={*answer.jurors, *(change.juror for change in changes)})
        open_to = entries.exclude(pk__in=recused_entries(actor)).order_by("organisation__name_order")
        self.entries = dict(open_to.values_list("public_id", "organisation__name"))
        self.jurors = dict(jurors.order_by("person__name").values_list("public_id", "person__name"))

    def entries_in(self, ids: Iterable[str]) -> list[str]:
        """Those open to the reader, by name."""
        return [name for public_id, name in self.entries.items() if public_id in set(ids)]

    def jurors_in(self, ids: Iterable[str]) -> list[str]:
        """By name."""
        return [name for public_id, name in self.jurors.items() if public_id in set(ids)]

    def way(self, way: Way) -> str:
        """The way as a sentence; nothing when it touches an entry that is closed to the reader."""
        if any(change.entry and change.entry not in self.entries for change in way.changes):
            return ""
        told = [self._change(change) for change in way.changes]
        return _("It would be possible if %(changes)s.") % {"changes": _(" and ").join(told)}

    def _change(self, change: Change) -> str:
        company, juror = self.entries.get(change.entry, ""), self.jurors.get(change.juror, "")
        match change.kind:
            case "more":
                text = ngettext("%(juror)s reads %(n)d more", "%(juror)s reads %(n)d more", change.amount)
            case "less":
                text = ngettext(
                    "%(juror)s may read %(n)d fewer", "%(juror)s may read %(n)d fewer", change.amount
                )
            case "fewer":
                text = ngettext(
                    "%(company)s gets %(left)d reader", "%(company)s gets %(left)d readers", change.left
                )
            case "without":
                text = _("%(company)s does without %(competence)s")
            case _kind:
                text = _("%(juror)s no longer reads %(company)s")
        return text % {
            "juror": juror,
            "company": company,
            "n": change.amount,
            "left": change.left,
            "competence": competence_name(change.competence),
        }
