"""What can be asked: every address with every id, every search, filter, order and format of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from urllib.parse import urlencode

from forebild.asking.lists import EnquiryList, ReceptionList
from forebild.assessment.lists_office import AssessmentList
from forebild.assessment.lists_reports import ReportList
from forebild.assessment.lists_themes import ThemeList
from forebild.competition.lists import CaseList, EntryList
from forebild.events.lists import EventList
from forebild.jury.lists import RankingList, ScoreChangeList, SeatList
from forebild.library.lists import ExampleList
from forebild.outcomes.lists import AdviserList, EvaluationList, FollowUpList
from forebild.shared.lists import List
from forebild.visits.lists import VisitList
from tests.access.two_worlds import WORDS, Probe

# The lists by the page that shows them.
LISTS: dict[str, type[List]] = {
    "/kansli/2027/nomineringar/": CaseList,
    "/kansli/2027/bidrag/": EntryList,
    "/kansli/2027/jury/": SeatList,
    "/kansli/2027/rapporter/": ReportList,
    "/kansli/2027/rangordning/": RankingList,
    "/kansli/2027/andrade-poang/": ScoreChangeList,
    "/kansli/2027/besok/": VisitList,
    "/kansli/exempel/": ExampleList,
    "/kansli/evenemang/": EventList,
    "/kansli/sjalvskattningar/alla/": AssessmentList,
    "/kansli/sjalvskattningar/evenemang/": ThemeList,
    "/kansli/utvarderingar/": EvaluationList,
    "/kansli/fragor/": EnquiryList,
    "/kansli/fragor/foretag/": ReceptionList,
    "/kansli/uppfoljning/": FollowUpList,
    "/kansli/uppfoljning/radgivare/": AdviserList,
}
# Pages with a search of their own, by the name of its field.
SEARCHES = {
    "/exempel/": ("q",),
    "/kansli/utskick/": ("words", "batch"),
    "/kansli/logg/": ("who", "action", "subject"),
    "/jury/2027/min-profil/bindning/": ("q",),
}
# The secrets' words, one whole and one begun.
WORDS_TRIED = [WORDS["b"], "kanarie-a", "kanarie"]


def gets(addresses: Iterable[str]) -> list[Probe]:
    """A GET of each."""
    return [("get", address) for address in addresses]


def other_verbs(addresses: Iterable[str]) -> list[Probe]:
    """HEAD and OPTIONS of each."""
    return [(verb, address) for address in addresses for verb in ("head", "options")]


def queries() -> dict[str, list[Probe]]:
    """By page: every search with the secrets' words, and every filter, order, column and format of a list."""
    found = {page: [*_searches(page, names)] for page, names in SEARCHES.items()}
    return found | {page: gets(f"{page}?{query}" for query in _queries(made)) for page, made in LISTS.items()}


def _searches(page: str, names: Iterable[str]) -> list[Probe]:
    return gets(f"{page}?{urlencode({name: word})}" for name, word in product(names, WORDS_TRIED))


def _queries(made: type[List]) -> Iterator[str]:
    columns = [column.key for column in made.columns]
    yield from (urlencode({"sort": f"-{column.key}"}) for column in made.columns if column.sort_fields)
    yield from (urlencode({"format": each, "columns": ",".join(columns)}) for each in ("csv", "json"))
    yield urlencode({"page": "2", "columns": ",".join(columns)})
    for one in made.filters:
        for name in one.names:
            yield from (urlencode({name: value}) for value in _choices(one) or WORDS_TRIED)


def _choices(one: object) -> list[str]:
    """The values that a filter offers; where there are many, those that the secrets have, and one more."""
    offered = getattr(one, "choices", None)
    if offered is None:
        return ["yes", "no"] if type(one).__name__ == "YesNo" else []
    values = [str(value) for value, _label in (offered() if callable(offered) else offered)]
    return values if len(values) < 6 else [values[0], "14", "25"]
