"""Why no plan is possible, in the office's words, with names instead of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forebild.engine.grouping.problem import Infeasible
from forebild.tables.problems import Board

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CAUSES: dict[str, StrOrPromise] = {
    "too_few_seats": gettext_lazy("%(needed)s people come, but there are only %(available)s chairs."),
    "locked_twice": gettext_lazy(
        "%(people)s is to sit at two tables at once in round %(round)s: %(tables)s."
    ),
    "table_overfull": gettext_lazy(
        "%(people)s are all to sit at %(tables)s in round %(round)s, which has only %(available)s chairs."
    ),
    "apart_locked": gettext_lazy(
        "%(people)s are to be kept apart, but both are to sit at %(tables)s in round %(round)s."
    ),
    "apart_crowded": gettext_lazy(
        "%(people)s are all to be kept apart from each other, but there are only %(available)s tables."
    ),
    "apart_not_found": gettext_lazy(
        "No plan was found that keeps %(people)s apart from everybody whom they are not to meet."
    ),
}


def infeasible_text(answer: Infeasible, board: Board) -> str:
    """The engine's cause as a sentence."""
    people = [board.by_id[each].registration.name for each in answer.people]
    tables = [board.table_by_id[each].title for each in answer.tables]
    words = {"people": ", ".join(people), "tables": ", ".join(tables), "round": answer.round}
    cause = str(CAUSES[answer.reason]) % {**words, **answer.numbers}
    return _("No plan is possible. %(cause)s") % {"cause": cause}
