"""What a company answers to its letter, once; and that the office has read it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.feedback.models import Answer, Letter
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.permissions import Permission, demand

MOST_CHARACTERS = 4000


def letter_of(link: Link) -> Letter:
    """The letter that a mail's link is about. Raises NotNow for one that was stopped before it left."""
    related = ("entry__organisation", "entry__edition__programme", "document", "answer")
    found = Letter.objects.delivered().select_related(*related).filter(public_id=link.subject_id).first()
    if found is None:
        raise NotNow(_("The letter is not out yet. Open the mail's link again later."))
    return found


@transaction.atomic
def answer_letter(*, actor: Person, letter: Letter, usefulness: int, text: str) -> Answer:
    """Somebody of the company, signed in, answers. Raises NotNow when the company has answered."""
    demand(actor, Permission.FEEDBACK_READ, letter)
    return _answer(letter, actor, usefulness, text)


@transaction.atomic
def answer_by_link(*, link: Link, usefulness: int, text: str) -> Answer:
    """The mail's reader answers; the link is spent."""
    letter = letter_of(link)
    links.use(link)
    person = Person.objects.filter(public_id=link.person).first()
    return _answer(letter, person, usefulness, text)


def _answer(letter: Letter, person: Person | None, usefulness: int, text: str) -> Answer:
    if usefulness not in range(1, 6):
        raise InvalidInput(_("Choose from 1 to 5."), {"usefulness": _("Choose from 1 to 5.")})
    if len(text) > MOST_CHARACTERS:
        raise InvalidInput(_("The text is too long."), {"text": _("Write at most 4,000 characters.")})
    held = Letter.objects.select_for_update(of=["self"]).get(pk=letter.pk)  # of two at once one answers
    if not Letter.objects.delivered().filter(pk=held.pk).exists():
        raise NotNow(_("The letter is not out yet."))
    if Answer.objects.filter(letter=held).exists():
        raise NotNow(_("Your company has answered the letter already. The office has the answer."))
    answer = Answer.objects.create(letter=held, usefulness=usefulness, text=text.strip(), answered_by=person)
    audit.record(person, "feedback.answer.given", answer, edition=held.entry.edition)
    return answer


@transaction.atomic
def note_answer_read(*, actor: Person, answer: Answer) -> None:
    """The office has read it; asked again, nothing changes."""
    demand(actor, Permission.FEEDBACK_HEAR, answer)
    unread = Answer.objects.filter(pk=answer.pk, read_at=None)
    if unread.update(read_by=actor, read_at=timezone.now()):
        answer.refresh_from_db()
        audit.record(actor, "feedback.answer.read", answer, edition=answer.letter.entry.edition)
