"""Self-assessments since 2020, written in bulk as they were handed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from forebild.assessment.answers import answers_of
from forebild.assessment.asked import Asked, read_set
from forebild.assessment.models import Answering, Assessment, QuestionSet
from forebild.assessment.scored import kept
from forebild.assessment.services.benchmarks import release_all
from forebild.assessment.services.figure_releases import release_due_figures
from forebild.assessment.services.shipped import lay_in_shipped_sets
from forebild.engine.maturity.solve import score
from forebild.library.facts import size_of
from forebild.people.models import Person
from forebild.sample.assessments import SampleSitting, sample_sittings
from forebild.sample.building.world import World
from forebild.sample.generator import SampleCompany, chance_for
from forebild.shared.writing.models import Document, Version

COMPANIES = 96  # of those that somebody can sign in for
_TAKES = timedelta(minutes=11)


@dataclass(frozen=True)
class Questions:
    """A set as it is stored and as it is reckoned with."""

    row: QuestionSet
    asked: Asked


def build_assessments(world: World) -> None:
    """What companies have answered over the years; the latest of a company knows the one before."""
    sets = open_questions()
    reckoned = {key: each.asked.reckoned for key, each in sets.items()}
    sittings = sample_sittings(_companies(world), reckoned, world.now.date())
    first = store_sittings(world, sets, [each for each in sittings if each.place == 1], {})
    store_sittings(world, sets, [each for each in sittings if each.place == 2], first)


def release_figures() -> None:
    """For the demo's first day what the clock does later: figures of companies alike, and the office's."""
    release_all()
    release_due_figures()


def open_questions() -> dict[str, Questions]:
    """The sets that companies can answer, by key."""
    lay_in_shipped_sets()
    return {row.key: Questions(row, read_set(row.data)) for row in QuestionSet.objects.open()}


def own_company(world: World) -> SampleCompany:
    """The one whose person signs in to the demo as a company that has handed in its entry."""
    return next(
        world.sample.company(each.company)
        for each in world.sample.entries
        if each.edition == max(world.editions) and each.status == "submitted" and each.eligible
    )


def store_sittings(
    world: World,
    sets: Mapping[str, Questions],
    sittings: list[SampleSitting],
    before: Mapping[tuple[str, str], Assessment],
) -> dict[tuple[str, str], Assessment]:
    """Handed in and saved, each with everybody's answers; by company and set. Four statements and a few."""
    owners = _owners(world, sittings)
    made = Assessment.objects.bulk_create(
        _assessment(world, sets[each.question_set], each, owners[each.company], before) for each in sittings
    )
    pairs = list(zip(sittings, made, strict=True))
    _store_answers(world, pairs)
    return {(each.company, each.question_set): row for each, row in pairs}


def _companies(world: World) -> list[SampleCompany]:
    """Those with a story, and of the entrants as many as are wanted; never the one that answers today."""
    own = own_company(world)
    entrants = [each for each in world.sample.companies if each.has_entry and each != own]
    others = chance_for(2027, "who assesses itself").sample(
        entrants, COMPANIES - len(world.sample.story_companies) - 1
    )
    return [*world.sample.story_companies, *others]


def _owners(world: World, sittings: Iterable[SampleSitting]) -> dict[str, Person]:
    return {
        each.company: world.people[world.sample.company(each.company).contacts[0].email] for each in sittings
    }


def _assessment(
    world: World,
    questions: Questions,
    sitting: SampleSitting,
    owner: Person,
    before: Mapping[tuple[str, str], Assessment],
) -> Assessment:
    company = world.sample.company(sitting.company)
    answers = answers_of(questions.asked, sitting.fields)
    return Assessment(
        programme=world.programme,
        question_set=questions.row,
        organisation=world.organisations[company.key],
        edition=world.editions.get(sitting.at.year),
        year=sitting.at.year,
        previous=before.get((sitting.company, sitting.question_set)),
        state="handed_in",
        county=company.county,
        division=company.sni[:2],
        size=size_of(company.head_count),
        email=owner.email,
        person=owner,
        confirmed_at=sitting.at,
        is_vouched=True,
        shared_at=sitting.at + _TAKES if sitting.is_shared else None,
        scores=kept(score(questions.asked.reckoned, answers)),
        begun_at=sitting.at - _TAKES,
        handed_in_at=sitting.at,
    )


def _store_answers(world: World, pairs: list[tuple[SampleSitting, Assessment]]) -> None:
    """Whoever began, then the colleagues, who were asked a week before."""
    rows = [
        (sitting, assessment, fields, place)
        for sitting, assessment in pairs
        for place, fields in enumerate((sitting.fields, *sitting.colleagues))
    ]
    documents = Document.objects.bulk_create(_document(sitting, fields) for sitting, _a, fields, _p in rows)
    Version.objects.bulk_create(
        Version(document=each, revision=1, fields=each.fields, changed=sorted(each.fields),
                begun_at=each.created_at, saved_at=each.updated_at, note=Version.Note.CREATED)
        for each in documents
    )  # fmt: skip
    Answering.objects.bulk_create(
        Answering(assessment=assessment, document=document, **_who(world, sitting, place))
        for (sitting, assessment, _fields, place), document in zip(rows, documents, strict=True)
    )


def _document(sitting: SampleSitting, answers: Mapping[str, Any]) -> Document:
    begun_at = sitting.at - _TAKES
    change = {"revision": 1, "at": begun_at.isoformat(), "hand": "", "by": ""}
    return Document(
        kind="assessment",
        fields=dict(answers),
        field_changes=dict.fromkeys(answers, change),
        created_at=begun_at,
        updated_at=sitting.at,
    )


_PARTS = ("", "produktionsledare", "operatör")


def _who(world: World, sitting: SampleSitting, place: int) -> dict[str, Any]:
    company = world.sample.company(sitting.company)
    contact = company.contacts[0]
    begun = {"begun_at": sitting.at - _TAKES}
    if place == 0:
        return begun | {"is_first": True, "email": contact.email, "name": contact.name}
    return begun | {
        "email": f"kollega{place}@{contact.email.partition('@')[2]}",
        "name": f"Kollega {place}",
        "part": _PARTS[place],
        "invited_at": sitting.at - timedelta(days=7),
        "done_at": sitting.at - timedelta(days=1),
    }
