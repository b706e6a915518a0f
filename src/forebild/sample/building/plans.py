"""The programme, its editions with dates, criteria, form and rules, and its editorial pages."""

from __future__ import annotations

from datetime import date

from forebild.competition.models import EligibilityRule, Question, Section
from forebild.programme.models import Anchor, Criterion, Edition, EditorialPage, Phase, Programme
from forebild.sample.building.world import World
from forebild.sample.editions import (
    FINALISTS,
    SampleEdition,
    SampleQuestion,
    eligibility_rules,
    entry_form,
    nordic_jury,
)
from forebild.sample.whole import NAME, STARTED, SUMMARY
from forebild.shared.writing import services as writing

_SLUGS = {
    "about": "om",
    "rules": "regler",
    "press": "press",
    "accessibility": "tillganglighet",
    "privacy": "personuppgifter",
}
# The sample's stretches of a year, as phases: where each begins and where it ends.
_PHASES = {
    "nomination": ("nomination", "nomination"),
    "application": ("entry", "entry"),
    "eligibility": ("eligibility", "eligibility"),
    "review": ("review", "review"),
    "deliberation": ("shortlist", "decision"),
    "announcement": ("release", "release"),
}
_KINDS = {"short_text": "short", "long_text": "long"}
_STORY = {
    "challenge": "challenge",
    "action": "deed",
    "results": "result",
    "lessons": "lessons",
    "first_step": "first_step",
    "cost": "cost_band",
}
_CHECKS = {"industry": "sector", "sme": "sme", "county": "county", "office": "manual"}
_INDUSTRY = {"scheme": "sni2007", "codes": ["B", "C", "H", "J", "M"]}


def build_programme(world: World) -> None:
    """The programme itself."""
    world.programme = Programme.objects.create(
        name_sv=NAME,
        name_en=NAME,
        summary_sv=SUMMARY.sv,
        summary_en=SUMMARY.en,
        organiser="Förebilds exempelkansli",
        contact_email="kansliet@smartindustri.example",
        started_on=date(STARTED, 9, 1),
        is_sample=True,
    )


def build_editions(world: World) -> None:
    """Every edition with its dates, criteria, form and rules; those decided are released."""
    for sample in world.sample.editions:
        edition = Edition.objects.create(
            programme=world.programme,
            year=sample.year,
            state="announced" if sample.state == "judging" else "released",
            released_at=None if sample.state == "judging" else sample.phase("release").opens_at,
            finalist_count=FINALISTS,
            reviews_per_entry=4,
            copied_from=world.editions.get(sample.year - 1),
        )
        world.editions[sample.year] = edition
        _build_phases(edition, sample)
        _build_criteria(world, edition)
        _build_form(edition)
        _build_rules(edition)


def _build_phases(edition: Edition, sample: SampleEdition) -> None:
    Phase.objects.bulk_create(
        Phase(
            edition=edition,
            kind=kind,
            opens_at=sample.phase(first).opens_at,
            closes_at=sample.phase(last).closes_at,
        )
        for kind, (first, last) in _PHASES.items()
    )


def _build_criteria(world: World, edition: Edition) -> None:
    for position, sample in enumerate(nordic_jury(), start=1):
        criterion = Criterion.objects.create(
            edition=edition,
            position=position,
            name_sv=sample.name.sv,
            name_en=sample.name.en,
            description_sv=sample.description.sv,
            description_en=sample.description.en,
            weight=sample.weight,
        )
        world.criteria[edition.year, sample.key] = criterion
        Anchor.objects.bulk_create(
            Anchor(criterion=criterion, value=value, text_sv=text.sv, text_en=text.en)
            for value, text in sample.anchors.items()
        )


def _build_form(edition: Edition) -> None:
    for place, sample in enumerate(entry_form(), start=1):
        section = Section.objects.create(
            edition=edition,
            position=place,
            title_sv=sample.title.sv,
            title_en=sample.title.en,
            intro_sv=sample.intro.sv,
            intro_en=sample.intro.en,
        )
        Question.objects.bulk_create(
            _question(section, position, question)
            for position, question in enumerate(sample.questions, start=1)
        )


def _question(section: Section, position: int, sample: SampleQuestion) -> Question:
    kind = _KINDS.get(sample.kind, sample.kind)
    question = Question(
        section=section,
        position=position,
        key=sample.key,
        kind=kind,
        label_sv=sample.title.sv,
        label_en=sample.title.en,
        hint_sv=sample.hint.sv,
        hint_en=sample.hint.en,
        required=sample.required,
        max_length=sample.limit if kind in {"short", "long"} else None,
        unit=sample.unit.sv,
        choices=[{"value": key, "sv": text.sv, "en": text.en} for key, text in sample.choices],
        visibility=sample.visibility,
        story_part=_STORY.get(sample.key, ""),
    )
    if kind == "scale":
        question.scale_max = sample.limit or question.scale_max
    return question


def _build_rules(edition: Edition) -> None:
    EligibilityRule.objects.bulk_create(
        EligibilityRule(
            edition=edition,
            position=position,
            kind=_CHECKS[rule.check],
            text_sv=rule.text.sv,
            text_en=rule.text.en,
            settings=_INDUSTRY if rule.check == "industry" else {},
        )
        for position, rule in enumerate(eligibility_rules(), start=1)
    )


def build_pages(world: World) -> None:
    """The editorial pages, published."""
    for position, sample in enumerate(world.sample.pages, start=1):
        document = writing.new_document(
            kind="page",
            fields={
                "title_sv": sample.title.sv,
                "title_en": sample.title.en,
                "body_sv": sample.body.sv,
                "body_en": sample.body.en,
            },
        )
        writing.publish(actor=None, document=document)
        EditorialPage.objects.create(
            programme=world.programme, slug=_SLUGS[sample.key], position=position, document=document
        )
