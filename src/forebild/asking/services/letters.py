"""What is told by mail, to whoever asks and to the company; neither ever sees the other's address by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from forebild.asking import notices
from forebild.asking.models import Enquiry, Reception, Reply
from forebild.library.models import GoodExample
from forebild.shared.links import services as links
from forebild.shared.models import new_public_id
from forebild.shared.outbox.notices import Notice
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.permissions import Actor
from forebild.shared.ui.dates import day_in_full, in_full
from forebild.shared.urls import site_url

ASKER, COMPANY, RECEPTION = "asking.asker", "asking.company", "asking.reception"
LINK_TIME = timedelta(days=400)  # longer than what it is about is kept


def ask_company(reception: Reception, example: GoodExample, *, actor: Actor = None) -> None:
    """Your story is public: would you take questions and visits?"""
    values = {
        "company": reception.organisation.name,
        "story": story_title(example, reception.language),
        "link": settings_link(reception),
    }
    _queue(notices.RECEPTION_ASKED, _contact(reception), values, actor=actor)


def tell_new_contact(reception: Reception) -> None:
    """Questions go to you from now on."""
    values = {"company": reception.organisation.name, "link": settings_link(reception)}
    _queue(notices.RECEPTION_CHANGED, _contact(reception), values)


def ask_to_confirm(enquiry: Enquiry) -> None:
    """To the asker: is it you who asks?"""
    tell_asker(enquiry, notices.CONFIRM)


def tell_asker(enquiry: Enquiry, notice: Notice, **more: str) -> None:
    """To the asker, with the link to his or her own page."""
    language = enquiry.language
    token = _issue(ASKER, enquiry.public_id, enquiry.email)
    values = {
        "name": enquiry.name,
        "company": enquiry.reception.organisation.name,
        "story": story_title(enquiry.example, language),
        "link": site_url("asking:enquiry", language, token=token),
        **more,
    }
    _queue(notice, Recipient(enquiry.email, language), values)


def tell_company(enquiry: Enquiry, notice: Notice, **more: str) -> None:
    """To the company, with the link to the question, and the one by which it takes no more."""
    reception = enquiry.reception
    token = _issue(COMPANY, enquiry.public_id, reception.email)
    values = {
        "company": reception.organisation.name,
        "story": story_title(enquiry.example, reception.language),
        "asker": enquiry.company,
        "link": site_url("asking:reply", reception.language, token=token),
        "settings_link": settings_link(reception),
        **more,
    }
    _queue(notice, _contact(reception), values)


def tell_of_question(enquiry: Enquiry) -> None:
    """A question, or a wish to visit."""
    tell_company(enquiry, notices.VISIT_SENT if enquiry.is_visit else notices.QUESTION_SENT)


def tell_of_times(enquiry: Enquiry, reply: Reply) -> None:
    """To the asker: these times."""
    times = "\n\n".join(in_full(each.starts_at, enquiry.language) for each in reply.times.all())
    tell_asker(enquiry, notices.TIMES_PROPOSED, answer=reply.text or "–", times=times)


def tell_of_visit(enquiry: Enquiry, at: datetime) -> None:
    """To both: the visit is agreed."""
    for tell, notice, language in (
        (tell_company, notices.VISIT_AGREED, enquiry.reception.language),
        (tell_asker, notices.VISIT_BOOKED, enquiry.language),
    ):
        tell(enquiry, notice, when=in_full(at, language))


def tell_withdrawn(enquiry: Enquiry) -> None:
    """To the company: it is taken back, and nobody waits for an answer."""
    reception = enquiry.reception
    asked_on = timezone.localdate(enquiry.confirmed_at or enquiry.asked_at)
    values = {
        "company": reception.organisation.name,
        "story": story_title(enquiry.example, reception.language),
        "asked": day_in_full(asked_on, reception.language),
    }
    _queue(notices.WITHDRAWN, _contact(reception), values)


def close_links(enquiry: Enquiry, *purposes: str) -> None:
    """Call back the links about this question."""
    for purpose in purposes:
        links.revoke(purpose=purpose, subject_id=enquiry.public_id)


def settings_link(reception: Reception) -> str:
    """Where the company says what it takes, and stops it."""
    token = _issue(RECEPTION, reception.public_id, reception.email)
    return site_url("asking:reception", reception.language, token=token)


def story_title(example: GoodExample, language: str) -> str:
    """The story's name as it is public, in the reader's language where there is one."""
    said = example.document.published_fields or example.document.fields
    order = ("title_en", "title_sv") if language == "en" else ("title_sv", "title_en")
    return next((str(said[name]) for name in order if said.get(name)), example.organisation.name)


def _contact(reception: Reception) -> Recipient:
    return Recipient(reception.email, reception.language)


def _issue(purpose: str, subject_id: str, email: str) -> str:
    return links.issue(
        purpose=purpose, subject_id=subject_id, email=email, lifetime=LINK_TIME, single_use=False
    )


def _queue(notice: Notice, to: Recipient, values: dict[str, str], *, actor: Actor = None) -> None:
    queue(notice=notice, to=to, values=values, key=f"{notice.kind}:{new_public_id()}", actor=actor)
