"""An evaluation's life: begun, sent, stopped, reminded, closed."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Event, Registration
from forebild.events.services.held import hold as hold_event
from forebild.outcomes.models import Asked, Evaluation, Heap, Sending
from forebild.outcomes.models.evaluation import FEWEST, HOURS_AFTER
from forebild.outcomes.services import letters
from forebild.outcomes.services.answers import show_all
from forebild.outcomes.services.held import hold
from forebild.outcomes.states import EVALUATION, SENDING
from forebild.outcomes.usual import VERSION, usual_questions
from forebild.outcomes.who_came import who_came
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.outbox.services import HOLD_TIME, note_left, stop_held
from forebild.shared.permissions import Actor, Permission, demand

OPEN_FOR = timedelta(days=14)
REMINDED_AFTER = timedelta(days=4)
ASKED_WITHIN = timedelta(days=7)  # of the end: later nobody is asked by itself


@transaction.atomic
def begin_evaluation(*, actor: Actor, event: Event) -> Evaluation:
    """The usual questions, to be changed; the same evaluation when it is begun twice."""
    demand(actor, Permission.EVALUATION_EDIT, event)
    return _begun(event, actor)


def _begun(event: Event, actor: Actor) -> Evaluation:
    event = hold_event(event)
    found = Evaluation.objects.filter(event=event).first()
    if found is not None:
        return found
    evaluation = Evaluation.objects.create(event=event, usual_version=VERSION)
    for question in usual_questions(event.kind):
        question.evaluation = evaluation
        question.save()
    audit.record(actor, "outcomes.evaluation.begun", evaluation, event=event.public_id)
    return evaluation


@transaction.atomic
def change_hours(*, actor: Actor, evaluation: Evaluation, hours_after: int | None) -> Evaluation:
    """How long after the end it is sent by itself; nothing: only by a press."""
    evaluation = hold(evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    _demand_planned(evaluation)
    evaluation.hours_after = hours_after
    evaluation.save(update_fields=["hours_after"])
    audit.record(actor, "outcomes.evaluation.timed", evaluation, hours=hours_after)
    return evaluation


@transaction.atomic
def skip_evaluation(*, actor: Actor, evaluation: Evaluation) -> None:
    """Ask nobody."""
    evaluation = hold(evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    EVALUATION.move(evaluation, "skip")
    audit.record(actor, "outcomes.evaluation.skipped", evaluation)


@transaction.atomic
def plan_evaluation(*, actor: Actor, evaluation: Evaluation) -> None:
    """After all."""
    evaluation = hold(evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    EVALUATION.move(evaluation, "plan")
    audit.record(actor, "outcomes.evaluation.planned", evaluation)


@transaction.atomic
def send_evaluation(*, actor: Actor, evaluation: Evaluation) -> Sending:
    """By the office's press, once the event is over: the letters are held for ten minutes."""
    evaluation = hold(evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    _demand_planned(evaluation)
    now = timezone.now()
    people = _people_to_ask(evaluation, now)
    sending = Sending.objects.create(
        evaluation=evaluation,
        letter_count=len(people),
        held_until=now + HOLD_TIME,
        prepared_by=actor,
        prepared_at=now,
    )
    _send(evaluation, people, now, actor=actor, sending=sending)
    return sending


def _people_to_ask(evaluation: Evaluation, now: datetime) -> list[Registration]:
    if evaluation.event.state != "announced" or not evaluation.event.is_over_at(now):
        raise NotNow(_("It can be sent once the event is over."))
    if not evaluation.questions.exists():
        raise NotNow(_("There is no question to send. Add one first."))
    people = list(who_came(evaluation.event).select_related("booking", "person").order_by("number"))
    if len(people) < FEWEST:
        raise NotNow(
            _("Fewer than %(fewest)d came. Their answers could never be shown, so nobody is asked.")
            % {"fewest": FEWEST}
        )
    return people


def _send(
    evaluation: Evaluation,
    people: list[Registration],
    now: datetime,
    *,
    actor: Actor = None,
    sending: Sending | None = None,
) -> None:
    EVALUATION.move(evaluation, "send", sent_at=now, closes_at=now + OPEN_FOR)
    Heap.objects.bulk_create(Heap(question=question) for question in evaluation.questions.all())
    Asked.objects.bulk_create(Asked(evaluation=evaluation, registration=each) for each in people)
    for registration in people:
        registration.event = evaluation.event
        letters.ask(evaluation, registration, actor=actor, sending=sending)
    audit.record(actor, "outcomes.evaluation.sent", evaluation, letters=len(people))


@transaction.atomic
def stop_evaluation(*, actor: Actor, sending: Sending) -> None:
    """While the letters are held: nobody was asked. It is then sent only by a press."""
    evaluation = hold(sending.evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    stop_held(batch=sending, lifecycle=SENDING)
    for asked in evaluation.asked.select_related("registration"):
        links.revoke(purpose=letters.EVALUATION, subject_id=asked.registration.public_id)
    evaluation.asked.all().delete()
    Heap.objects.filter(question__evaluation=evaluation).delete()
    EVALUATION.move(evaluation, "stop", sent_at=None, closes_at=None, hours_after=None)
    audit.record(actor, "outcomes.evaluation.stopped", evaluation)


@transaction.atomic
def change_closing(*, actor: Actor, evaluation: Evaluation, closes_at: datetime) -> Evaluation:
    """Until when one can answer; it has to lie ahead."""
    evaluation = hold(evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    if evaluation.state != "open":
        raise NotNow(_("The evaluation is not open."))
    if closes_at <= timezone.now():
        raise InvalidInput(_("Check the time."), {"closes_at": _("Choose a time that lies ahead.")})
    evaluation.closes_at = closes_at
    evaluation.save(update_fields=["closes_at"])
    audit.record(actor, "outcomes.evaluation.prolonged", evaluation, until=closes_at)
    return evaluation


@transaction.atomic
def close_evaluation(*, actor: Actor, evaluation: Evaluation) -> None:
    """Before its time, for good: all answers are shown, where there are enough of them."""
    evaluation = hold(evaluation)
    demand(actor, Permission.EVALUATION_EDIT, evaluation)
    _close(evaluation, actor)


def _close(evaluation: Evaluation, actor: Actor = None) -> None:
    EVALUATION.move(evaluation, "close", closes_at=min(filter(None, (evaluation.closes_at, timezone.now()))))
    audit.record(actor, "outcomes.evaluation.closed", evaluation)
    heaps = Heap.objects.filter(question__evaluation=evaluation)
    if evaluation.answer_count < FEWEST:  # they can never be shown, so they are not kept either
        heaps.update(ripe=[], fresh=[])
        return
    for heap in heaps:
        show_all(heap)
        heap.save()
    evaluation.shown_count, evaluation.ripe_count, evaluation.fresh_count = evaluation.answer_count, 0, 0
    evaluation.save(update_fields=["shown_count", "ripe_count", "fresh_count"])


def send_due(*, now: datetime | None = None) -> int:
    """By the clock: those whose time after the end has come, with the usual questions where the office has
    not begun one; how many.
    """
    now = now or timezone.now()
    over = Event.objects.filter(state="announced", ends_at__lte=now, ends_at__gt=now - ASKED_WITHIN)
    unbegun = over.filter(evaluation=None, ends_at__lte=now - timedelta(hours=HOURS_AFTER))
    for event in unbegun.order_by("pk"):
        if who_came(event).count() >= FEWEST:
            with transaction.atomic():
                _begun(event, None)
    waiting = Evaluation.objects.filter(state="planned", event__in=over).exclude(hours_after=None)
    due = waiting.filter(event__ends_at__lte=now - F("hours_after") * timedelta(hours=1))
    return sum(_send_one(each, now) for each in due.select_related("event").order_by("pk"))


@transaction.atomic
def _send_one(evaluation: Evaluation, now: datetime) -> bool:
    evaluation = hold(evaluation)
    if evaluation.state != "planned":
        return False
    try:
        people = _people_to_ask(evaluation, now)
    except NotNow:
        return False
    _send(evaluation, people, now)
    return True


def remind_due(*, now: datetime | None = None) -> int:
    """By the clock, once: those who have not answered four days after they were asked; how many letters."""
    now = now or timezone.now()
    due = Evaluation.objects.filter(
        state="open", reminded_at=None, sent_at__lte=now - REMINDED_AFTER, closes_at__gt=now
    )
    return sum(_remind(each, now) for each in due.order_by("pk"))


@transaction.atomic
def _remind(evaluation: Evaluation, now: datetime) -> int:
    evaluation = hold(evaluation)
    if evaluation.state != "open" or evaluation.reminded_at is not None:
        return 0
    evaluation.reminded_at = now
    evaluation.save(update_fields=["reminded_at"])
    answered = evaluation.answered.values("registration")
    waiting = evaluation.asked.exclude(registration__in=answered).order_by("pk")
    count = 0
    for asked in waiting.select_related("registration__booking", "registration__person"):
        asked.registration.event = evaluation.event
        letters.remind(evaluation, asked.registration)
        count += 1
    return count


def close_due(*, now: datetime | None = None) -> int:
    """By the clock: those whose time is over; how many."""
    due = Evaluation.objects.filter(state="open", closes_at__lte=now or timezone.now())
    return sum(_close_one(each) for each in due.order_by("pk"))


@transaction.atomic
def _close_one(evaluation: Evaluation) -> bool:
    evaluation = hold(evaluation)
    if evaluation.state != "open":
        return False
    _close(evaluation)
    return True


def note_sendings_left() -> int:
    """By the clock: which letters are past their stop; how many."""
    return note_left(Sending.objects.all(), SENDING)


def _demand_planned(evaluation: Evaluation) -> None:
    if evaluation.state != "planned":
        raise NotNow(_("It has been sent, or nobody is to be asked. Reload the page."))
