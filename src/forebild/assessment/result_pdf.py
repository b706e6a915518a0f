"""The result on paper, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.compared import Compared
from forebild.assessment.models import Assessment
from forebild.assessment.result import Result
from forebild.assessment.shown_steps import Shown
from forebild.shared.models import in_language
from forebild.shared.pdf.render import render_pdf
from forebild.shared.ui.dates import day_in_full, in_full


def result_pdf(
    assessment: Assessment, result: Result, others: Compared | None, steps: list[Shown], language: str
) -> bytes:
    """Figures with their bands, companies alike, the three next steps."""
    handed_in_at = assessment.handed_in_at or timezone.now()
    rows = {row.label: row.other for row in others.chart.rows} if others else {}
    data: dict[str, Any] = {
        "running": in_language(assessment.programme, "name", language),
        "heading": _("Your result: %(band)s") % {"band": result.band},
        "company": assessment.company,
        "about": f"{assessment.question_set.name}, {day_in_full(timezone.localdate(handed_in_at), language)}",
        "figure": _("%(figure)s of %(most)s") % {"figure": result.figure, "most": result.out_of},
        "text": result.text,
        "others": others.group if others else "",
        "lines": [
            [
                line.name,
                "–" if line.figure is None else str(line.figure),
                _said(rows.get(line.name)),
                line.band,
            ]
            for line in result.lines
        ],
        "texts": [[line.name, line.text] for line in result.lines if line.text],
        "steps": [_step(shown, language) for shown in steps],
        "labels": _labels(),
    }
    return render_pdf(
        "assessment/pdf/result.typ",
        data,
        title=_("Self-assessment"),
        language=language,
        created_at=handed_in_at,
    )


def _said(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.0f}"


def _step(shown: Shown, language: str) -> dict[str, Any]:
    story = f"{shown.story[0]} ({shown.story[1]})" if shown.story else ""
    event = f"{shown.event.title}, {in_full(shown.event.begins_at, language)}" if shown.event else ""
    due = day_in_full(shown.step.due_on, language) if shown.step.due_on else ""
    return {
        "title": shown.title,
        "dimension": shown.dimension,
        "gives": shown.gives,
        "reasons": list(shown.reasons),
        "facts": [
            [label, text]
            for label, text in (
                (_("Somebody who has done it"), story),
                (_("Where you can go"), event),
                (_("Who takes it?"), shown.step.who),
                (_("Done by"), due),
            )
            if text
        ],
    }


def _labels() -> dict[str, str]:
    return {
        "page": _("Page"),
        "of": _("of"),
        "dimensions": _("Dimension by dimension"),
        "dimension": _("Dimension"),
        "you": _("You"),
        "others": _("The middle one of companies like yours"),
        "band": _("Means"),
        "steps": _("Three next steps"),
        "beside": _("Beside companies like yours"),
    }
