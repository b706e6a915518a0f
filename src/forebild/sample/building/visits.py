"""Two visits of the edition under way: one booked for next week, one made and written down."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from forebild.competition.models import Entry
from forebild.jury.models import Juror, NewEvidence, Recusal, Review, ScoreChange
from forebild.jury.queries import known_conflicts
from forebild.sample.building.world import World
from forebild.sample.editions import JUDGING
from forebild.sample.pictures import PICTURE_ALT, draw_picture
from forebild.shared.dates import in_swedish_time, swedish_instant
from forebild.shared.files import services as files
from forebild.shared.writing.services import new_document, save_fields
from forebild.visits.models import Claim, OfferedTime, TimeAnswer, Visit, Visitor, VisitPicture
from forebild.visits.protocol import finding_of, note_of
from forebild.visits.queries import answers_of, responsible_for, share_an_employer

_LOOK_FOR = (
    "Be att få se det i drift, inte bara på bild.",
    "Fråga dem som arbetar där hur det var före och efter.",
    "Se på siffrorna för de senaste tolv månaderna.",
)
_FOUND = (
    ("confirmed", "Vi följde ett arbetspass. Det fungerar som det står, också när någon är ny för dagen."),
    ("partly", "Det gäller den ena linjen. På den andra börjar de efter sommaren."),
    ("unseen", "Siffrorna finns i ett system som var stängt för underhåll. De skickar dem."),
)
_CHANGE = "Vi såg på plats att fler än de närmaste har lärt sig arbetssättet."


def build_visits(world: World) -> None:
    """The first entries, in the sample's order, that two jurors of different employers have reviewed."""
    pairs = [(entry, pair) for entry in _entries(world) if (pair := _pair(world, entry))]
    (booked, going), (made, went), *_others = pairs
    _build_booked(world, booked, going)
    _build_made(world, made, went[::-1])


def _entries(world: World) -> list[Entry]:
    """Those with the readers of the sample's juror first, so that this role has something to see."""
    mine = Review.objects.filter(assignment__juror=_juror(world), state="submitted").values(
        "assignment__entry"
    )
    entries = Entry.objects.filter(edition=world.editions[JUDGING], state="eligible")
    return [*entries.filter(pk__in=mine).order_by("-pk"), *entries.exclude(pk__in=mine).order_by("-pk")]


def _juror(world: World) -> Juror | None:
    """Whom the way in for “Juror” leads to: see `demo_links`."""
    reading = Juror.objects.filter(edition=world.editions[JUDGING], seat="member", assignments__state="open")
    recused = Recusal.objects.filter(juror__in=reading).values("juror")
    return reading.exclude(pk__in=recused).order_by("pk").first()


def _pair(world: World, entry: Entry) -> list[Juror]:
    """Two who have handed in a review of it; nothing where there are no such two."""
    barred = {juror for key, juror in known_conflicts(world.editions[JUDGING]) if key == entry.pk}
    reviews = Review.objects.filter(assignment__entry=entry, state="submitted").order_by("assignment__juror")
    jurors = [review.assignment.juror for review in reviews.select_related("assignment__juror__person")]
    free = [juror for juror in jurors if juror.public_id not in barred]
    free.sort(key=lambda juror: juror != _juror(world))  # stable: the others keep their order
    pairs = ([one, other] for at, one in enumerate(free) for other in free[at + 1 :])
    return next((pair for pair in pairs if not share_an_employer(pair)), [])


def _build_booked(world: World, entry: Entry, jurors: list[Juror]) -> None:
    at = _working_day(world.now + timedelta(days=6), 10)
    visit, _claims = _build(world, entry, jurors, at)
    for days in (0, 1, 2):
        time = _working_day(at + timedelta(days=days), 10 + days)
        OfferedTime.objects.get_or_create(visit=visit, offer_round=1, begins_at=time)


def _build_made(world: World, entry: Entry, jurors: list[Juror]) -> None:
    """Handed in and signed by the first; the second has still to sign. A score was changed because of it."""
    visit, claims = _build(world, entry, jurors, _working_day(world.now - timedelta(days=5), 13))
    handed_in = world.now - timedelta(hours=3)
    fields: dict[str, Any] = {
        "met": "Vd, produktionschefen och två operatörer.",
        "took_place": "",
        "impression": "De visar gärna, också det som inte är klart. Det som bidraget berättar finns.",
    }
    for claim, (finding, note) in zip(claims, _FOUND, strict=False):
        fields |= {finding_of(claim): finding, note_of(claim): note}
    first = jurors[0].person
    save_fields(
        actor=first,
        document=visit.document,
        changes=fields,
        base_revision=1,
        allowed=list(fields),
        note="submitted",
    )
    Visit.objects.filter(pk=visit.pk).update(state="handed_in", handed_in_at=handed_in, handed_in_by=first)
    visit.visitors.filter(juror=jurors[0]).update(signed_at=handed_in)
    NewEvidence.objects.create(
        entry=entry, source=NewEvidence.Source.VISIT, noted_by=first, noted_at=handed_in
    )
    upload = SimpleUploadedFile("besok.png", draw_picture(f"besok-{entry.organisation.name}"), "image/png")
    VisitPicture.objects.create(
        visit=visit, claim=claims[0], file=files.store(upload, actor=first),
        caption=PICTURE_ALT.sv, people=VisitPicture.People.NOBODY, added_by=first, added_at=handed_in,
    )  # fmt: skip
    _build_change(entry, jurors[1], world.now - timedelta(hours=1))


def _build_change(entry: Entry, juror: Juror, at: datetime) -> None:
    """The score that counts is the one that the sample has; before it stood one step away."""
    review = Review.objects.get(assignment__entry=entry, assignment__juror=juror)
    score = review.scores.select_related("criterion").order_by("criterion__position")[0]
    assert score.value is not None  # noqa: S101 the sample's reviews are whole
    before = score.value - 1 if score.value > score.criterion.scale_min else score.value + 1
    ScoreChange.objects.create(
        review=review, criterion=score.criterion, before=str(before), after=score.step,
        reason=_CHANGE, changed_by=juror.person, changed_at=at,
    )  # fmt: skip


def _build(world: World, entry: Entry, jurors: list[Juror], at: datetime) -> tuple[Visit, list[Claim]]:
    """A visit with its claims, its pair and the time that the company has chosen."""
    owner, planner = responsible_for(entry), world.programme.roles.filter(kind="coordinator")[0].person
    name, email = (str(owner), owner.email) if owner else ("", "")
    planned, answered = world.now - timedelta(days=9), world.now - timedelta(days=7)
    visit = Visit.objects.create(
        entry=entry, place=f"Verkstadsgatan 4, {entry.organisation.municipality or 'Exempelstad'}",
        contact_name=name, contact_email=email, state="booked", offer_round=1, sequence=2,
        document=new_document(kind="visit_protocol"), planned_by=planner, planned_at=planned,
        begins_at=at, booked_at=answered, host_name=name, host_phone="070-555 01 00",
        host_note="Anmäl er i receptionen. Skyddsskor finns att låna.",
    )  # fmt: skip
    for juror in jurors:
        Visitor.objects.create(visit=visit, juror=juror, chosen_at=planned)
    OfferedTime.objects.create(visit=visit, offer_round=1, begins_at=at)
    TimeAnswer.objects.create(
        visit=visit, kind=TimeAnswer.Kind.ACCEPTED, begins_at=at, name=name, answered_at=answered
    )
    return visit, _build_claims(visit)


def _build_claims(visit: Visit) -> list[Claim]:
    """The first sentence of the three longest answers."""
    answers = sorted(answers_of(visit.entry, visit.entry.language), key=lambda answer: -len(answer.text))
    quoted = [(answer.key, re.split(r"(?<=[.!?])\s", answer.text.strip())[0][:400]) for answer in answers[:3]]
    return [
        Claim.objects.create(visit=visit, position=place, question_key=key, quote=quote, look_for=look_for)
        for place, ((key, quote), look_for) in enumerate(zip(quoted, _LOOK_FOR, strict=True), start=1)
    ]


def _working_day(moment: datetime, hour: int) -> datetime:
    """That day, or the Monday after a weekend, at the hour that Swedish clocks show."""
    day = in_swedish_time(moment)
    day += timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))
    return swedish_instant(day.replace(hour=hour, minute=0, second=0, microsecond=0, tzinfo=None))
