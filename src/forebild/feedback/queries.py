"""Reads used in more than one place. What a recusal has closed is in none of the lists.

The bands are counted over the whole field, whoever asks: they are a fact about the company that the letter
is for. So they are not shown to anybody who stands aside from an entry of the year (`may_see_bands`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db.models import Avg, Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.feedback.bands import band_of
from forebild.feedback.examples import Match, Story, best_matches
from forebild.feedback.models import Answer, Dispatch, Letter, LetterDecision
from forebild.jury.models import Juror, Recusal, Review, Score
from forebild.jury.queries import agreed_feedback, judged_entries
from forebild.jury.queries.field import criterion_figures
from forebild.library.queries import SECTORS, published_examples, story
from forebild.people.models import Organisation
from forebild.programme.models import Criterion, Edition
from forebild.shared.models import in_language
from forebild.shared.writing.counting import count_words

MOST_STORIES = 100  # among which the two are chosen


@dataclass(frozen=True)
class SourceTexts:
    """What a letter begins from."""

    strengths: str
    opportunities: str


def source_texts(entry: Entry, actor: Any) -> SourceTexts:
    """What the jury has agreed to say of the entry; where nothing is approved, what the jurors have written,
    without their names, for the writer to make one text of.

    The one place that knows where a letter's first words come from.
    """
    if agreed := agreed_feedback(entry, actor):
        return SourceTexts(_paragraphs(agreed.strengths), _paragraphs(agreed.opportunities))
    reviews = list(
        Review.objects.counted()
        .filter(assignment__entry=entry)
        .exclude(assignment__state="ended")
        .exclude(assignment__entry__in=Recusal.objects.in_force().filter(juror__person=actor).values("entry"))
        .order_by("assignment__public_id")
    )
    return SourceTexts(
        _paragraphs(review.strengths for review in reviews),
        _paragraphs(review.opportunities for review in reviews),
    )


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())


def letters_in(edition: Edition, actor: Any) -> QuerySet[Letter]:
    """The edition's letters that `actor` may handle, by company; `last_word`: of the latest decision."""
    return (
        Letter.objects.for_actor(actor)
        .filter(entry__edition=edition)
        .select_related("entry__organisation", "entry__edition__programme", "document", "dispatch", "answer")
        .annotate(last_word=Subquery(LetterDecision.objects.filter(letter=OuterRef("pk")).values("kind")[:1]))
        .order_by("entry__organisation__name_order", "pk")
    )


def entries_without_letter(edition: Edition, actor: Any) -> QuerySet[Entry]:
    """The judged entries of which no letter is begun, but for those closed to `actor`."""
    return judged_entries(edition, actor).filter(feedback_letter=None)


def answers_in(edition: Edition, actor: Any) -> QuerySet[Answer]:
    """What companies have answered, unread ones first, the oldest first."""
    return (
        Answer.objects.for_actor(actor)
        .filter(letter__entry__edition=edition)
        .select_related("letter__entry__organisation", "letter__entry__edition", "answered_by", "read_by")
        .order_by("read_at", "answered_at", "pk")
    )


def unread_answers(actor: Any) -> dict[int, int]:
    """How many answers nobody has read, by the edition's year; of editions that `actor` runs."""
    unread = Answer.objects.for_actor(actor).filter(
        read_at=None, letter__entry__edition__in=Edition.objects.run_by(actor)
    )
    years = unread.order_by().values_list("letter__entry__edition__year").annotate(count=Count("pk"))
    return dict(sorted(years, reverse=True))


def dispatches_in(edition: Edition, actor: Any) -> list[Dispatch]:
    """What has been sent together, the latest first, each with `open_count`: letters not closed to `actor`.

    One of which everything is closed is left out.
    """
    open_letters = Letter.objects.for_actor(actor)
    rows = edition.dispatches.select_related("prepared_by").annotate(
        open_count=Count("letters", filter=Q(letters__in=open_letters))
    )
    shown = rows.filter(Q(open_count__gt=0) | Q(kind="thanks") | Q(state="stopped", prepared_by=actor.pk))
    return list(shown.order_by("-prepared_at", "-pk"))


def own_letters(actor: Any) -> QuerySet[Letter]:
    """The letters to the companies that `actor` acts for, once they have come."""
    related = ("entry__organisation", "entry__edition__programme", "document", "answer")
    return Letter.objects.own(actor).select_related(*related)


def has_letter(entry: Entry) -> bool:
    """Whether the company has its letter."""
    return Letter.objects.delivered().filter(entry=entry).exists()


def may_see_bands(actor: Any, edition: Edition) -> bool:
    """Not whoever stands aside from an entry of the year: its scores are part of the field."""
    return not Recusal.objects.in_force().filter(juror__person=actor, entry__edition=edition).exists()


def bands_of(entry: Entry) -> list[tuple[Criterion, str | None]]:
    """Each criterion that counts and that the entry was scored in, with its band; None in a small field.

    By the figure that the office chose to rank by, on that criterion alone.
    """
    figures, name = criterion_figures(entry.edition), entry.public_id
    return [
        (criterion, band_of(field[name], list(field.values())))
        for criterion in entry.edition.criteria.all()
        if name in (field := figures.get(criterion.public_id, {}))
    ]


def weakest_criterion(entry: Entry) -> Criterion | None:
    """Where the jurors gave the entry least, on each criterion's own scale; the field plays no part."""
    means = _own_means(entry)
    scored = [c for c in entry.edition.criteria.all() if c.counted and c.pk in means]
    if not scored:
        return None
    return min(scored, key=lambda c: (means[c.pk] - c.scale_min) / (c.scale_max - c.scale_min))


def _own_means(entry: Entry) -> dict[int, float]:
    """Per criterion, the mean of the jurors' scores."""
    scores = Score.objects.filter(review__state="submitted", review__assignment__entry=entry)
    counted = scores.filter(value__isnull=False).exclude(review__assignment__state="ended")
    means = counted.values_list("criterion").annotate(mean=Avg("value")).order_by()
    return dict(means)


def examples_for(entry: Entry, language: str) -> list[Match]:
    """Two published examples of other companies that fit the entry's weakest criterion."""
    weakest = weakest_criterion(entry)
    said = [in_language(weakest, field, language) for field in ("name", "description") if weakest]
    published = (
        published_examples(entry.edition.programme)
        .exclude(organisation=entry.organisation_id)
        .prefetch_related("organisation__industries")[:MOST_STORIES]
    )
    told = [(each, story(each.document.published_fields or {}, language, {})) for each in published]
    stories = [
        Story(each.slug, read.title, trade_of(each.organisation), dict(read.parts)) for each, read in told
    ]
    return best_matches(" ".join(said), trade_of(entry.organisation), stories)


def trade_of(organisation: Organisation) -> str:
    """The library's trade for the company's main industry; "" where none is known."""
    main = min(organisation.industries.all(), key=lambda industry: industry.rank, default=None)
    if main is None or not main.code[:2].isdigit():
        return ""
    division = int(main.code[:2])
    return next(
        (name for name, ranges in SECTORS.items() if any(division in numbers for numbers in ranges)), ""
    )


def why(match: Match) -> str:
    """In one line, why the example is named."""
    said = {"part": _part_name(match.part), "words": ", ".join(match.words[:3])}
    if match.same_trade and match.words:
        return _("the same trade as yours; “%(part)s” tells of %(words)s") % said
    if match.words:
        return _("“%(part)s” tells of %(words)s") % said
    return _("the same trade as yours")


def _part_name(part: str) -> str:
    return {
        "challenge": _("The challenge"),
        "deed": _("What they did"),
        "result": _("The result"),
        "lessons": _("What they learnt"),
        "first_step": _("A first step for others"),
    }.get(part, "")


@dataclass(frozen=True)
class JurorFigures:
    """What a juror has done in the year; `days`: the usual time from assignment to a review handed in."""

    entries: int
    words: int
    companies: int
    days: float


def juror_figures(edition: Edition) -> dict[int, JurorFigures]:
    """Per seat (key) of whoever has handed in a review that counts, in two statements."""
    reviews = (
        Review.objects.counted()
        .filter(assignment__juror__edition=edition)
        .exclude(assignment__state="ended")
        .select_related("assignment__entry")
        .prefetch_related("scores")
    )
    by_juror: dict[int, list[Review]] = defaultdict(list)
    for review in reviews:
        by_juror[review.assignment.juror_id].append(review)
    return {juror: _figures(written) for juror, written in by_juror.items()}


def _figures(reviews: list[Review]) -> JurorFigures:
    texts = [
        text
        for review in reviews
        for text in (review.strengths, review.opportunities, *(s.comment for s in review.scores.all()))
    ]
    return JurorFigures(
        entries=len(reviews),
        words=sum(count_words(text) for text in texts),
        companies=len({review.assignment.entry.organisation_id for review in reviews}),
        days=median(_days(review) for review in reviews),
    )


def _days(review: Review) -> float:
    handed_in = review.submitted_at or review.saved_at
    return max(0.0, (handed_in - review.assignment.assigned_at).total_seconds() / 86_400)


def jurors_to_thank(edition: Edition) -> list[tuple[Juror, JurorFigures]]:
    """Everybody with a seat who has handed something in, with their figures."""
    figures = juror_figures(edition)
    jurors = edition.jurors.serving().filter(pk__in=figures).select_related("person").order_by("pk")
    return [(juror, figures[juror.pk]) for juror in jurors]
