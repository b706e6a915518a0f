"""The results of one evaluation as a file: a row an answer, with how many gave it; texts one a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forebild.outcomes.models import Evaluation
from forebild.outcomes.results import Result
from forebild.shared.lists import Column, NumberColumn
from forebild.shared.lists.columns import Value
from forebild.shared.lists.exports.csv_file import csv_parts
from forebild.shared.lists.exports.xlsx_file import make_workbook

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = (
    Column("question", _("Question")),
    Column("answer", _("The answer")),
    NumberColumn("number", _("How many")),
)


@dataclass(frozen=True)
class Line:
    """How many gave this answer."""

    question: str
    answer: str
    number: int | None


def lines(results: Iterable[Result]) -> Iterator[Line]:
    """What is shown on the page, no more."""
    for result in results:
        words = result.question.text
        if result.chart:
            yield from (Line(words, bar.label, int(bar.value)) for bar in result.chart.bars)
        yield from (Line(words, text, 1) for text in result.texts)
        if not result.is_shown:
            yield Line(words, _now("fewer than five have answered"), None)


def _cells(results: Iterable[Result]) -> Iterator[list[Value]]:
    return ([column.exported(line) for column in COLUMNS] for line in lines(results))


def csv_file(evaluation: Evaluation, results: Iterable[Result]) -> HttpResponseBase:
    """UTF-8, with the guard against formulas that all our files have."""
    parts = csv_parts(COLUMNS, _cells(results), ";")
    response = StreamingHttpResponse(
        (part.encode() for part in parts), content_type="text/csv; charset=utf-8"
    )
    return _named(response, evaluation, "csv")


def xlsx_file(evaluation: Evaluation, results: Iterable[Result]) -> HttpResponseBase:
    """For Excel."""
    content = make_workbook(_now("Evaluation"), COLUMNS, _cells(results))
    return _named(FileResponse(content, content_type=_EXCEL), evaluation, "xlsx")


def _named(response: HttpResponseBase, evaluation: Evaluation, ending: str) -> HttpResponseBase:
    name = f"utvardering-{evaluation.event.slug}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
