"""The office's list of self-assessments: when, which set and how; which company only where it has said so."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forebild.assessment.models import Assessment, QuestionSet
from forebild.shared.lists import Choice, Column, DateRange, List, Search, TagColumn, YesNo

STATES = {
    "begun": pgettext_lazy("self-assessment", "begun"),
    "handed_in": _("handed in"),
    "withdrawn": _("erased by the company"),
}
TONES = {"handed_in": "success", "begun": "info"}
WAYS = {
    "several": _("several people of one company"),
    "company": _("saved for a company"),
    "saved": _("saved with an address"),
    "anonymous": _("without saying who"),
}


def _company(assessment: Assessment) -> str:
    return str(assessment.shared_name) or "–"  # type: ignore[attr-defined]  # see queries.office


def _link(assessment: Assessment) -> str:
    if not assessment.shared_name:  # type: ignore[attr-defined]
        return ""
    return reverse("assessment:shared_result", args=[assessment.public_id])


def _set_choices() -> list[tuple[str, str]]:
    found = QuestionSet.objects.exclude(state="draft").order_by("key", "-version")
    return list({each.key: (each.key, each.name) for each in found.defer("data")}.values())


class AssessmentList(List):
    """Nothing here says which company it was, or how it went, but where the company shares its result."""

    key = "assessments"
    caption = _("Self-assessments")
    empty = _("Nobody has begun a self-assessment yet. They are counted here when somebody does.")
    columns = [
        Column("month", _("Begun in"), value=lambda each: f"{each.begun_at:%Y-%m}", sort="begun_at"),
        Column(
            "set", _("Set of questions"), value=lambda each: each.question_set.name, sort="question_set__key"
        ),
        Column("version", _("Version"), value=lambda each: str(each.question_set.version), hidden=True),
        TagColumn("state", _("State"), labels=STATES, tones=TONES, sort="state"),
        Column("way", _("How"), value=lambda each: WAYS[each.way], sort="way"),
        Column("language", _("Language"), value=lambda each: each.language, hidden=True),
        Column("company", _("Company, where it shares its result"), value=_company, link=_link),
    ]
    filters = [
        Search("q", fields=["shared_name"]),
        Choice("set", _("Set of questions"), field="question_set__key", choices=_set_choices, several=True),
        Choice("state", _("State"), choices=STATES.items()),
        Choice("way", _("How"), choices=WAYS.items(), several=True),
        YesNo("shared", _("Shares its result"), where=~Q(shared_name="")),
        DateRange("begun", _("Begun"), field="begun_at"),
    ]
    default_sort = "-month"
