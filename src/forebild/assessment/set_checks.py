"""What is wrong with a set that the office writes, and what could be better, in plain words. Pure.

Faults keep it from being opened; advice does not. Each says where: the page that it is put right on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.assessment.asked import read_set
from forebild.assessment.models import Dimension
from forebild.assessment.set_data import as_data
from forebild.assessment.set_draft import (
    COUNT,
    EFFORTS,
    GRID,
    SCALE,
    TICKS,
    WITH_OPTIONS,
    YES_NO,
    DimensionDraft,
    Fields,
    Part,
    QuestionDraft,
    SetDraft,
    read,
)
from forebild.engine.errors import BadProblem
from forebild.engine.maturity.problem import Answer, Answers
from forebild.engine.maturity.questions import Kind
from forebild.engine.maturity.solve import score
from forebild.shared.writing.checks import check_text

MOST_QUESTIONS = 30  # more than a company answers in ten minutes
TOP = 100
HEAD, BANDS = "head", "bands"


@dataclass(frozen=True)
class Finding:
    """A sentence, and the page where it is put right: "head", "bands", "d.<dimension>", "q.<question>"."""

    place: str
    text: str


def faults(fields: Fields) -> list[Finding]:
    """All that keeps the set from being opened."""
    draft = read(fields)
    found = [*_head(draft), *_bands(draft), *_parts(draft)]
    return found or list(_reckoned(fields))


def advice(fields: Fields) -> list[Finding]:
    """What is worth another look before it is opened."""
    draft = read(fields)
    found = [*_missing_english(draft), *_length(draft), *_without_band_texts(draft), *_own_dimensions(draft)]
    for each in draft.questions():
        found += [Finding(f"q.{each.key}", heavy.advice) for heavy in check_text(each.text("text_sv"))]
    return found


def _head(draft: SetDraft) -> Iterator[Finding]:
    if not draft.text("name_sv"):
        yield Finding(HEAD, _("The set has no name."))
    if not draft.dimensions:
        yield Finding(HEAD, _("There is no dimension yet. Add the first one."))


def _bands(draft: SetDraft) -> Iterator[Finding]:
    lows = [band.whole("low") for band in draft.bands]
    if any(not band.text("name_sv") for band in draft.bands):
        yield Finding(BANDS, _("A step of the ladder has no name."))
    known = sorted({low for low in lows if low is not None})
    top = sum(1 for _each in draft.questions()) if draft.scoring == COUNT else TOP
    if not known or len(known) < len(lows) or known[0] != 0 or known[-1] > top:
        text = _("The steps of the ladder begin at 0, each at a figure of its own, none above %(top)d.")
        yield Finding(BANDS, text % {"top": top})


def _parts(draft: SetDraft) -> Iterator[Finding]:
    for dimension in draft.dimensions:
        yield from _dimension(dimension)
        for question in dimension.questions:
            place = f"q.{question.key}"
            yield from (Finding(place, text) for text in _question(question, draft))


def _dimension(dimension: DimensionDraft) -> Iterator[Finding]:
    if not dimension.text("name_sv"):
        yield Finding(f"d.{dimension.key}", _("A dimension has no name."))
    if not dimension.questions:
        text = _("“%(dimension)s” has no question, so nothing can be scored there.")
        yield Finding(f"d.{dimension.key}", text % {"dimension": named(dimension, "name")})


def _question(question: QuestionDraft, draft: SetDraft) -> Iterator[str]:
    if not question.text("text_sv"):
        yield _("The question has no text.")
    if (question.whole("weight", 1) or 0) <= 0:
        yield _("Write the weight as a whole number from 1.")
    if draft.scoring == COUNT and question.kind != YES_NO:
        yield _("The set counts the number of yes, so every question must be one of yes and no.")
    parts = (question, *question.options, *question.rows)
    if any(each.text("effort") not in ("", *EFFORTS) for each in parts):
        yield _("Choose how much work it takes: little, some or much.")
    if question.kind in WITH_OPTIONS:
        yield from _options(question)
    if question.kind == GRID:
        yield from _rows(question)


def _options(question: QuestionDraft) -> Iterator[str]:
    points = [option.whole("points", 1) for option in question.options]
    if len(question.options) < 2:
        yield _("There must be at least two answers to choose among.")
    if any(not option.text("name_sv") for option in question.options):
        yield _("An answer has no text.")
    yield from _twice(question.options)
    if any(each is None or each < 0 for each in points):
        yield _("Write points as whole numbers from 0: no answer may take points away.")
    elif points and not any(points):
        yield _("No answer gives any points.")
    elif question.kind in (SCALE, GRID) and points != sorted(set(points), key=lambda each: each or 0):
        yield _("Each step of the scale must give more points than the one before it.")
    yield from _exclusive(question)


def _exclusive(question: QuestionDraft) -> Iterator[str]:
    for option in question.options:
        if option.is_on("exclusive") and question.kind == TICKS and option.whole("points", 1):
            text = _("“%(answer)s” excludes the others, so it must give 0 points.")
            yield text % {"answer": named(option, "name")}
    others = [option for option in question.options if not option.is_on("exclusive")]
    if question.kind == TICKS and question.options and not others:
        yield _("All answers exclude each other. Let the company choose one instead.")


def _rows(question: QuestionDraft) -> Iterator[str]:
    if not question.rows:
        yield _("The table has no row.")
    if any(not row.text("name_sv") for row in question.rows):
        yield _("A row of the table has no text.")
    yield from _twice(question.rows)


def _twice(parts: Sequence[Part]) -> Iterator[str]:
    said = Counter(part.text("name_sv").casefold() for part in parts if part.text("name_sv"))
    for part in parts:
        if said.pop(part.text("name_sv").casefold(), 0) > 1:
            yield _("“%(answer)s” is there twice.") % {"answer": part.text("name_sv")}


def _reckoned(fields: Fields) -> Iterator[Finding]:
    """Ask the engine itself: the best answers must give 100 in each dimension, neither more nor less."""
    data = as_data(fields, key="draft", version=1)
    try:
        asked = read_set(data).reckoned
    except BadProblem as bad:
        yield Finding(HEAD, _("The set cannot be reckoned: %(reason)s") % {"reason": str(bad)})
        return
    best = score(asked, Answers(tuple(_best(question) for question in asked.questions)))
    for line in best.dimensions:
        if line.score != Fraction(TOP):
            text = _("With the best answers the dimension comes to %(score)s, and not to 100.")
            yield Finding(f"d.{line.dimension}", text % {"score": round(float(line.score or 0), 1)})


def _best(question: object) -> Answer:
    """What gives the most: all ticks that exclude no others; else the answer with the most points."""
    kind, choices = question.kind, question.choices  # type: ignore[attr-defined]
    key, rows = question.key, question.rows  # type: ignore[attr-defined]
    if kind == Kind.TICKS:
        return Answer(key, chosen=tuple(each.key for each in choices if not each.exclusive))
    most = max(choices, key=lambda each: each.points).key
    if kind == Kind.GRID:
        return Answer(key, cells=tuple((row, most) for row, _effort in rows))
    return Answer(key, chosen=(most,))


def _missing_english(draft: SetDraft) -> Iterator[Finding]:
    """One line a page, however many of its texts lack their English."""
    for place, parts, names in _texts(draft):
        missing = sum(
            1 for part in parts for name in names if part.text(f"{name}_sv") and not part.text(f"{name}_en")
        )
        if missing:
            text = ngettext(
                "%(count)d English text is missing.", "%(count)d English texts are missing.", missing
            )
            yield Finding(place, text % {"count": missing})


def _texts(draft: SetDraft) -> Iterator[tuple[str, Iterable[Part], tuple[str, ...]]]:
    yield HEAD, [draft], ("name", "about", "source")
    yield BANDS, draft.bands, ("name", "text")
    for dimension in draft.dimensions:
        yield f"d.{dimension.key}", [dimension, *dimension.texts], ("name", "about", "text")
        for question in dimension.questions:
            parts = [question, *question.options, *question.rows]
            yield f"q.{question.key}", parts, ("text", "help", "gives", "name")


def _length(draft: SetDraft) -> Iterator[Finding]:
    count = sum(1 for _each in draft.questions())
    if count > MOST_QUESTIONS:
        text = _("%(count)d questions take more than ten minutes to answer. Fewer answers come in then.")
        yield Finding(HEAD, text % {"count": count})


def _without_band_texts(draft: SetDraft) -> Iterator[Finding]:
    if any(not band.text("text_sv") for band in draft.bands):
        yield Finding(BANDS, _("A step of the ladder has no text. That text is what companies remember."))


def _own_dimensions(draft: SetDraft) -> Iterator[Finding]:
    for dimension in draft.dimensions:
        if dimension.key not in Dimension.values:
            text = _("No good example and no event is tied to “%(dimension)s”: its next steps have neither.")
            yield Finding(f"d.{dimension.key}", text % {"dimension": named(dimension, "name")})


def named(part: Part, name: str) -> str:
    """What a part is called, or a dash."""
    return part.text(f"{name}_sv") or part.text(f"{name}_en") or "–"
