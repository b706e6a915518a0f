"""A result beside companies like it, and beside one's own of the time before: charts with their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.assessment.answers import answers_of
from forebild.assessment.asked import Asked, read_set
from forebild.assessment.before import asked_alike, company_fields
from forebild.assessment.benchmark import BETTER, WHOLE, Group, group_for
from forebild.assessment.models import Assessment, Size
from forebild.assessment.queries.figures import latest_benchmark
from forebild.assessment.result import Result
from forebild.engine.maturity.problem import Answers, shown
from forebild.engine.maturity.solve import score
from forebild.people.reference import sni
from forebild.people.reference.counties import BY_CODE
from forebild.shared.ui.dumbbells import Dumbbell, DumbbellChart


@dataclass(frozen=True)
class Compared:
    """The chart, who is on the other side, and what is to be said of it."""

    chart: DumbbellChart
    group: str
    count: int
    whole: int | None
    is_small: bool = False
    made_at: datetime | None = None


def beside_others(assessment: Assessment, result: Result, language: str) -> Compared | None:
    """With companies alike; None where too few may be told of."""
    release = latest_benchmark(assessment)
    group = group_for(assessment, release.data) if release else None
    if release is None or group is None:
        return None
    rows = tuple(
        Dumbbell(line.name, line.figure, group.figures.get(line.key))
        for line in result.lines
        if line.figure is not None
    )
    chart = DumbbellChart(
        title=_("You and companies like yours"),
        rows=rows,
        own_word=_("You"),
        other_word=_("The middle one of companies like yours"),
        label_heading=_("Dimension"),
        hidden_word=_("too few"),
    )
    return Compared(
        chart=chart,
        group=in_words(group, language),
        count=group.count,
        whole=group.figures.get(WHOLE),
        is_small=group.count < BETTER,
        made_at=datetime.fromisoformat(group.made_on) if group.made_on else release.made_at,
    )


def in_words(group: Group, language: str) -> str:
    """Who they are: how many, by what they are alike."""
    companies = ngettext("%(count)d company", "%(count)d companies", group.count) % {"count": group.count}
    values = {"companies": companies}
    if group.kind != "all":
        values["size"] = str(Size(group.values[0]).label)
    if group.kind in ("county", "region", "division", "section"):
        values["industry"] = sni.title(sni.SNI_2007_SCHEME, group.values[1], language)
    if group.kind == "county":
        values["county"] = BY_CODE[group.values[2]].name
    sentences = {
        "county": _("%(companies)s with %(size)s in the industry “%(industry)s” in %(county)s"),
        "region": _("%(companies)s with %(size)s in the industry “%(industry)s” in your part of the country"),
        "division": _("%(companies)s with %(size)s in the industry “%(industry)s”"),
        "section": _("%(companies)s with %(size)s in “%(industry)s”"),
        "size": _("%(companies)s with %(size)s"),
        "all": _("%(companies)s of every size and industry"),
    }
    return sentences[group.kind] % values


def beside_before(assessment: Assessment, asked: Asked, result: Result, language: str) -> Compared | None:
    """With one's own last result, over the questions that were asked alike; None where there was none."""
    previous = assessment.previous
    if previous is None or previous.state != "handed_in":
        return None
    before = read_set(previous.question_set.data)
    alike = asked_alike(asked, before)
    now = _over(asked, assessment, set(alike))
    then = _over(before, previous, set(alike.values()))
    rows = tuple(
        Dumbbell(line.name, now.get(line.key), then.get(line.key)) for line in result.lines if line.key in now
    )
    chart = DumbbellChart(
        title=_("You now and last time"),
        rows=rows,
        own_word=_("Now"),
        other_word=_("Last time"),
        label_heading=_("Dimension"),
    )
    return Compared(
        chart=chart, group="", count=len(alike), whole=then.get(WHOLE), made_at=previous.handed_in_at
    )


def _over(asked: Asked, assessment: Assessment, keys: set[str]) -> dict[str, int]:
    """The figures over these questions alone."""
    given = answers_of(asked, company_fields(assessment)).given
    scores = score(asked.reckoned, Answers(tuple(each for each in given if each.question in keys)))
    found = {line.dimension: shown(line.score) for line in scores.dimensions if line.score is not None}
    return found | ({} if scores.overall is None else {WHOLE: shown(scores.overall)})
