"""The juries: seats, what jurors know and whom they are close to; for the edition under way also who reads
what (by the engine, through the product's own services), recusals, and reviews as far as they have come.
For past editions the rulings, each by two persons."""

from __future__ import annotations

from datetime import datetime, timedelta

from forebild.competition.models import Award
from forebild.jury.models import (
    Assignment,
    Declaration,
    Expertise,
    Interest,
    Juror,
    Recusal,
    Release,
    Review,
    Ruling,
    Score,
)
from forebild.jury.services.assignments import propose_assignment, publish_assignment
from forebild.people.models import Person
from forebild.sample.building.persons import juror_person
from forebild.sample.building.world import World
from forebild.sample.editions import JUDGING
from forebild.sample.jury import SampleConflict, SampleJuror, jurors_of
from forebild.sample.reviews import SampleReview, sample_reviews

_SEATS = {"chair": "chair", "secretary": "secretary", "deputy": "deputy"}


def build_juries(world: World) -> None:
    """A jury for every edition."""
    for year in world.editions:
        for sample in jurors_of(year):
            _build_seat(world, sample, year)
        if year != JUDGING:
            _build_rulings(world, year)


def _build_seat(world: World, sample: SampleJuror, year: int) -> None:
    edition = world.editions[year]
    invited = edition.phases.get(kind="nomination").opens_at - timedelta(days=30)
    juror = Juror.objects.create(
        edition=edition,
        person=juror_person(world, sample.email, sample.name, sample.title.sv, sample.language),
        seat=_SEATS.get(sample.part, "member"),
        employer_name=sample.employer,
        state="serving",
        invited_at=invited,
        answered_at=invited + timedelta(days=8),
        terms_version="2026-11",
    )
    world.jurors[year, sample.key] = juror
    sectors = [("sni2007", code) for code in sample.sectors]
    topics = [("", topic) for topic in sample.topics]
    Expertise.objects.bulk_create(
        Expertise(juror=juror, scheme=scheme, code=code) for scheme, code in [*sectors, *topics]
    )
    if year == JUDGING:
        for conflict in sample.conflicts:
            _build_conflict(world, juror, conflict)


def _build_conflict(world: World, juror: Juror, conflict: SampleConflict) -> None:
    """Half of the ties were told beforehand; the others come up as recusals when the entry is met."""
    relation = conflict.kind if conflict.kind in Interest.Relation.values else Interest.Relation.OTHER
    organisation = world.organisations[conflict.company]
    Interest.objects.create(juror=juror, organisation=organisation, relation=relation)
    entry = world.entries.get(f"{JUDGING}/{conflict.company}")
    if entry and entry.state == "eligible":
        Recusal.objects.create(
            juror=juror,
            entry=entry,
            relation=relation,
            reason=conflict.reason.sv,
            source=Recusal.Source.REGISTER,
            recorded_by=juror.person,
        )


def build_reviews(world: World, office: Person) -> None:
    """Let the engine assign, publish it, and fill in what the jurors have done since."""
    plan = propose_assignment(actor=office, edition=world.editions[JUDGING], seed=JUDGING)
    publish_assignment(actor=office, plan=plan)
    companies = {entry.public_id: key.partition("/")[2] for key, entry in world.entries.items()}
    by_company = {each.company: each for each in world.sample.entries if each.edition == JUDGING}
    keys = {juror.public_id: key for (year, key), juror in world.jurors.items() if year == JUDGING}
    piles: dict[str, list] = {}
    for juror_id, entry_id in plan.pairs:
        piles.setdefault(keys[juror_id], []).append(by_company[companies[entry_id]])
    reviews = sample_reviews(world.sample.entries, {key: tuple(pile) for key, pile in piles.items()})
    opened = world.editions[JUDGING].phases.get(kind="review").opens_at
    for place, review in enumerate(reviews):
        at = min(opened + timedelta(hours=5 + 2 * place), world.now - timedelta(minutes=10 + place))
        _build_review(world, review, at)


def _build_review(world: World, sample: SampleReview, at: datetime) -> None:
    juror, entry = world.jurors[JUDGING, sample.juror], world.entries[f"{JUDGING}/{sample.company}"]
    if sample.state == "open":
        return
    assignment = Assignment.objects.get(juror=juror, entry=entry)
    Declaration.objects.create(juror=juror, entry=entry, declared_at=at)
    is_in = sample.state == "submitted"
    review = Review.objects.create(
        assignment=assignment,
        state="submitted" if is_in else "draft",
        strengths=sample.overall,
        revision=1,
        saved_at=at,
        submitted_at=at if is_in else None,
    )
    Score.objects.bulk_create(
        Score(
            review=review,
            criterion=world.criteria[JUDGING, key],
            value=value,
            comment=sample.comments.get(key, ""),
        )
        for key, value in sample.scores.items()
    )
    if is_in:
        Assignment.objects.filter(pk=assignment.pk).update(state="done")


def _build_rulings(world: World, year: int) -> None:
    """What the jury of a past edition decided, proposed by the chair and approved by another."""
    edition = world.editions[year]
    seats = sorted(
        (juror for (each, _key), juror in world.jurors.items() if each == year),
        key=lambda juror: juror.seat != "chair",
    )
    first, second = seats[0].person, seats[1].person
    decided = edition.phases.get(kind="deliberation").closes_at
    awards = {award.entry_id: award for award in Award.objects.filter(edition=edition)}
    Ruling.objects.bulk_create(
        Ruling(
            edition=edition,
            entry_id=entry_id,
            outcome=award.outcome,
            reason="Juryns beslut vid mötet, enligt protokollet.",
            citation_sv=award.citation_sv,
            citation_en=award.citation_en,
            state="approved",
            proposed_by=first,
            proposed_at=decided,
            approved_by=second,
            approved_at=decided + timedelta(minutes=30),
        )
        for entry_id, award in awards.items()
    )
    Release.objects.create(
        edition=edition,
        release_at=edition.released_at or world.now,
        state="released",
        scheduled_by=first,
        scheduled_at=decided + timedelta(hours=1),
        confirmed_by=second,
        confirmed_at=decided + timedelta(hours=2),
        released_at=edition.released_at,
    )
