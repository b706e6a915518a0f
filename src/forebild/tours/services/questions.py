"""Questions before a virtual visit: asked, let through, voted for, answered, told to those who took part."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.events.models import Registration
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.permissions import Actor, Permission, demand
from forebild.tours.models import Question, Stop, Vote
from forebild.tours.services import letters
from forebild.tours.services.held import held_registration, held_stop
from forebild.tours.states import OPEN_QUESTIONS, QUESTION

MOST_QUESTIONS = 10  # of one person at one stop


@transaction.atomic
def ask_question(
    *, link: Link, registration: Registration, stop: Stop, text: str, is_anonymous: bool = False
) -> Question:
    """Ask before the visit. The office lets it through before anybody else reads it."""
    registration = held_registration(registration)
    links.use(link)
    stop = _open_for_questions(stop, registration)
    wrong = ""
    if not text.strip():
        wrong = _("Write your question.")
    elif stop.questions.filter(registration=registration).count() >= MOST_QUESTIONS:
        wrong = _("You have asked as many questions as one person can.")
    if wrong:
        raise InvalidInput(_("Check the question."), {"text": wrong})
    asked = Question.objects.create(
        stop=stop, registration=registration, text=text.strip(), is_anonymous=is_anonymous
    )
    audit.record(None, "tours.question.asked", asked, event=registration.event.public_id)
    return asked


@transaction.atomic
def vote_for(*, link: Link, registration: Registration, question: Question, wishes: bool) -> None:
    """“I want to know too”, or not any more. Pressed twice it is one vote; not for one's own question."""
    registration = held_registration(registration)
    links.use(link)
    _open_for_questions(question.stop, registration)
    if question.state not in OPEN_QUESTIONS or question.registration_id == registration.pk:
        raise NotNow(_("This question cannot be voted for."))
    if wishes:
        Vote.objects.get_or_create(question=question, registration=registration)
    else:
        Vote.objects.filter(question=question, registration=registration).delete()


def _open_for_questions(stop: Stop, registration: Registration) -> Stop:
    if registration.state != "registered":
        raise NotNow(_("You have no place at this event just now."))
    stop = Stop.objects.get(pk=stop.pk)
    if not takes_questions(stop, registration.event.state):
        raise NotNow(_("Questions are not taken any more."))
    return stop


def takes_questions(stop: Stop, event_state: str) -> bool:
    """Whether one can ask: the visit is virtual, on, and has not begun."""
    is_on = event_state == "announced" and stop.removed_at is None
    return is_on and stop.is_virtual and timezone.now() < stop.begins_at


@transaction.atomic
def show_question(*, actor: Actor, question: Question) -> Question:
    """Let it through: the host and all who take part read it."""
    demand(actor, Permission.TOUR_PLAN, question)
    QUESTION.move(question, "show")
    audit.record(actor, "tours.question.shown", question)
    return question


@transaction.atomic
def hide_question(*, actor: Actor, question: Question) -> Question:
    """Keep it back; who asked sees that."""
    demand(actor, Permission.TOUR_PLAN, question)
    QUESTION.move(question, "hide")
    audit.record(actor, "tours.question.hidden", question)
    return question


@transaction.atomic
def answer_question(*, link: Link, question: Question, text: str, is_live: bool) -> Question:
    """The host answers in writing, or says that it was answered live. Can be done again."""
    links.use(link)
    stop = held_stop(question.stop)
    if stop.answers_published_at is not None:
        raise NotNow(_("The answers have gone out, and cannot be changed here. Write to us."))
    if not text.strip() and not is_live:
        raise InvalidInput(
            _("Check the answer."), {"text": _("Write an answer, or mark that it was given live.")}
        )
    QUESTION.move(question, "answer", answer=text.strip(), is_live=is_live, answered_at=timezone.now())
    audit.record(None, "tours.question.answered", question)
    return question


@transaction.atomic
def publish_answers(*, actor: Actor, stop: Stop) -> int:
    """After the visit: all who took part read the answers on their own page, and are told; how many."""
    demand(actor, Permission.TOUR_PLAN, stop)
    stop = held_stop(stop)
    if not stop.questions.filter(state="answered").exists():
        raise NotNow(_("No question has been answered yet."))
    if stop.answers_published_at is not None:
        raise NotNow(_("The answers have gone out already."))
    stop.answers_published_at = timezone.now()
    stop.save(update_fields=["answers_published_at"])
    count = letters.tell_of_answers(stop, actor=actor)
    audit.record(actor, "tours.answers.published", stop, letters=count)
    return count
