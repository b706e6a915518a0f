"""What must hold of decisions, releases and letters; a breach means something was half done."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from forebild.competition.models import Award
from forebild.jury.models import (
    AgreedScore,
    CalibrationSheet,
    Candidate,
    ComparingSeat,
    Comparison,
    LetterBatch,
    RankingRecord,
    Recusal,
    Release,
    Ruling,
    Statement,
)
from forebild.jury.ranking_records import fingerprint
from forebild.jury.services.release import PUBLIC
from forebild.programme.models import Criterion, Edition
from forebild.shared.invariants import invariant
from forebild.shared.outbox.models import Message

OUT = ["released", "archived"]


@invariant("A release that has happened and a released edition go together")
def releases_apart_from_their_edition() -> Iterable[str]:
    """One of the two without the other."""
    for release in Release.objects.filter(state="released").exclude(edition__state__in=OUT):
        yield f"release {release.public_id} has happened, but its edition is not released"
    happened = Release.objects.filter(edition=OuterRef("pk"), state="released")
    for edition in Edition.objects.filter(~Exists(happened), state__in=OUT):
        yield f"edition {edition.year} is {edition.state} without a release"


@invariant("What is public is what was decided")
def awards_apart_from_their_ruling() -> Iterable[str]:
    """An award that nobody approved, or a decision that the release left out."""
    decided = Ruling.objects.filter(entry=OuterRef("entry"), outcome=OuterRef("outcome"), state="approved")
    for award in Award.objects.filter(~Exists(decided)):
        yield f"award {award.public_id} has no approved ruling"
    published = Award.objects.filter(entry=OuterRef("entry"))
    rulings = Ruling.objects.filter(state="approved", outcome__in=PUBLIC, entry__state="eligible")
    for ruling in rulings.filter(~Exists(published), edition__state__in=OUT):
        yield f"ruling {ruling.public_id} was left out of the result"


@invariant("What readers agree is handed over whole")
def statements_handed_over_in_part() -> Iterable[str]:
    """A joint statement that was handed over without a score, or none, for each criterion."""
    handed_over = Statement.objects.filter(is_joint=True, state__in=["agreed", "approved"])
    unscored = Criterion.objects.filter(edition=OuterRef("entry__edition")).exclude(
        pk__in=AgreedScore.objects.filter(statement=OuterRef(OuterRef("pk"))).values("criterion")
    )
    for statement in handed_over.filter(Exists(unscored)):
        yield f"statement {statement.public_id} lacks an agreed score"


@invariant("Whoever stands aside has no trial review that counts")
def trial_reviews_of_the_recused() -> Iterable[str]:
    """A sheet of the calibration round for an entry from which its juror stands aside."""
    recused = Recusal.objects.in_force().filter(
        juror__person=OuterRef("juror__person"), entry=OuterRef("trial__entry")
    )
    for sheet in CalibrationSheet.objects.exclude(state="void").filter(Exists(recused)):
        yield f"calibration sheet {sheet.public_id} is of a juror who stands aside"


@invariant("A batch has as many letters as were to be sent")
def batches_with_letters_missing() -> Iterable[str]:
    """Somebody would wait for a letter that was never written, or has two."""
    for batch in LetterBatch.objects.order_by("pk"):
        written = Message.objects.filter(batch=batch.public_id).count()
        if written != batch.letter_count:
            yield f"batch {batch.public_id} has {written} letters of {batch.letter_count}"


@invariant("What was ranked is stored as it was")
def records_that_were_changed() -> Iterable[str]:
    """A stored question that its own fingerprint no longer fits."""
    for record in RankingRecord.objects.order_by("pk"):
        if fingerprint(record.basis, record.problem) != record.sha256:
            yield f"ranking record {record.public_id} is not what was recorded"


@invariant("Only who was asked compares, and only what was asked about")
def comparisons_nobody_asked_for() -> Iterable[str]:
    """A word on entries outside the tie-break, or by somebody without a seat in it."""
    candidates = Candidate.objects.filter(tie_break=OuterRef("tie_break"))
    seats = ComparingSeat.objects.filter(tie_break=OuterRef("tie_break"), juror=OuterRef("juror"))
    asked = Q(Exists(seats))
    asked &= Q(Exists(candidates.filter(entry=OuterRef("winner"))))
    asked &= Q(Exists(candidates.filter(entry=OuterRef("loser"))))
    for comparison in Comparison.objects.filter(~asked).order_by("pk"):
        yield f"comparison {comparison.public_id} is about what nobody asked"
