"""Approved letters leave, each once; and the jurors are thanked. Both are held ten minutes, to be stopped."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.feedback import notices
from forebild.feedback.content import mail_values
from forebild.feedback.models import Dispatch, Letter
from forebild.feedback.queries import JurorFigures, jurors_to_thank, letters_in
from forebild.feedback.states import DISPATCH, LETTER
from forebild.jury.models import Juror
from forebild.jury.services.rulings import hold
from forebild.people.models import Membership, Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import NotNow, Overtaken
from forebild.shared.links import services as links
from forebild.shared.outbox.services import HOLD_TIME, Recipient, note_left, queue, stop_held
from forebild.shared.permissions import Permission, demand
from forebild.shared.ui.dates import number
from forebild.shared.urls import site_url

ANSWER = "feedback.letter_answer"
ANSWER_TIME = timedelta(days=90)


def sendable_letters(edition: Edition, actor: Person) -> list[tuple[Letter, list[Person]]]:
    """The approved letters that `actor` may send, each with those who act for its company.

    One whose company has nobody left is not among them.
    """
    letters = list(letters_in(edition, actor).filter(state="approved"))
    companies = [letter.entry.organisation_id for letter in letters]
    people: dict[int, list[Person]] = defaultdict(list)
    members = Membership.objects.current().filter(organisation__in=companies).select_related("person")
    for member in members.order_by("person__email"):
        people[member.organisation_id].append(member.person)
    found = [(letter, people[letter.entry.organisation_id]) for letter in letters]
    return [(letter, to) for letter, to in found if to]


@transaction.atomic
def send_letters(*, actor: Person, edition: Edition, expected_count: int) -> Dispatch:
    """Send every approved letter, held for ten minutes.

    `expected_count` is how many companies the sender saw; Overtaken when it is another number by now.
    """
    demand(actor, Permission.FEEDBACK_SEND, edition)
    hold(edition)
    wanted = sendable_letters(edition, actor)
    if len(wanted) != expected_count:
        raise Overtaken(_("The number of letters has changed meanwhile. Look at it again."))
    if not wanted:
        raise NotNow(_("No approved letter waits to be sent."))
    dispatch = _dispatch(actor, edition, Dispatch.Kind.LETTERS, sum(len(to) for _letter, to in wanted))
    for letter, to in wanted:
        LETTER.move(letter, "send", dispatch=dispatch)
        for person in to:
            _queue_letter(actor, letter, person, dispatch)
    audit.record(actor, "feedback.letters.prepared", dispatch, edition=edition, count=len(wanted))
    return dispatch


def _dispatch(actor: Person, edition: Edition, kind: str, count: int) -> Dispatch:
    return Dispatch.objects.create(
        edition=edition,
        kind=kind,
        letter_count=count,
        held_until=timezone.now() + HOLD_TIME,
        prepared_by=actor,
    )


def _queue_letter(actor: Person, letter: Letter, person: Person, dispatch: Dispatch) -> None:
    token = links.issue(
        purpose=ANSWER,
        subject_id=letter.public_id,
        email=person.email,
        lifetime=ANSWER_TIME,
        person=person,
    )
    queue(
        notice=notices.ENTRANT_LETTER,
        to=Recipient(person.email, letter.language, person.public_id),
        values=mail_values(letter, site_url("feedback:letter_answer", letter.language, token=token)),
        key=f"feedback.entrant_letter:{letter.public_id}:{dispatch.public_id}:{person.public_id}",
        actor=actor,
        hold=True,
        not_before=dispatch.held_until,
        batch=dispatch.public_id,
    )


@transaction.atomic
def stop_letters(*, actor: Person, dispatch: Dispatch) -> None:
    """Stop letters that are still held, all or none; they are approved, and can be sent again.

    Raises NotNow once the ten minutes are over.
    """
    demand(actor, Permission.FEEDBACK_SEND, dispatch)
    stop_held(batch=dispatch, lifecycle=DISPATCH)
    for letter in dispatch.letters.filter(state="sent"):
        LETTER.move(letter, "stop")
        links.revoke(purpose=ANSWER, subject_id=letter.public_id)
    audit.record(actor, _STOPPED[Dispatch.Kind(dispatch.kind)], dispatch, edition=dispatch.edition)


_STOPPED = {
    Dispatch.Kind.LETTERS: "feedback.letters.stopped",
    Dispatch.Kind.THANKS: "feedback.thanks.stopped",
}


@transaction.atomic
def thank_jurors(*, actor: Person, edition: Edition) -> Dispatch:
    """Thank everybody who has read, each with his or her own figures; held for ten minutes, once."""
    demand(actor, Permission.FEEDBACK_SEND, edition)
    hold(edition)
    if edition.dispatches.filter(kind="thanks").exclude(state="stopped").exists():
        raise NotNow(_("The jurors have been thanked already."))
    jurors = jurors_to_thank(edition)
    if not jurors:
        raise NotNow(_("Nobody in the jury has handed in a review."))
    dispatch = _dispatch(actor, edition, Dispatch.Kind.THANKS, len(jurors))
    for juror, figures in jurors:
        queue(
            notice=notices.JUROR_THANKS,
            to=juror.person,
            values=thanks_values(juror, figures, edition),
            key=f"feedback.juror_thanks:{juror.public_id}:{dispatch.public_id}",
            actor=actor,
            hold=True,
            not_before=dispatch.held_until,
            batch=dispatch.public_id,
        )
    audit.record(actor, "feedback.thanks.prepared", dispatch, edition=edition)
    return dispatch


def thanks_values(juror: Juror, figures: JurorFigures, edition: Edition) -> dict[str, str]:
    """The juror's own figures, in the juror's language."""
    language = juror.person.language
    with translation.override(language):
        days = round(figures.days)
        usual = ngettext("%(days)d day", "%(days)d days", days) % {"days": days}
        return {
            "name": str(juror.person),
            "edition": edition.name,
            "entries": number(figures.entries, language),
            "words": number(figures.words, language),
            "companies": number(figures.companies, language),
            "time": usual if days else _("less than a day"),
        }


def note_letters_left() -> int:
    """Note which dispatches are past their stop; the outbox itself sees to the sending. How many."""
    return note_left(Dispatch.objects.all(), DISPATCH)
