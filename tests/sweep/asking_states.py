"""The states of questions to a company: asked, full, confirmed, answered, declined, visited, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from forebild.asking.models import Enquiry, PublicAnswer, Reception
from forebild.asking.services import clock, enquiries, replies, showing
from forebild.asking.tests.worlds import (
    ASKER,
    COMPANY,
    RECEPTION,
    agreed,
    answered,
    open_reception,
    proposed,
    sent,
    token,
    typed,
)
from forebild.library.models import GoodExample
from tests.sweep.states import ANYBODY, Answers, state
from tests.sweep.world import LEAD, World
from tests.worlds import client_of, make_person

_LONG = "Vi väger också för hand.\nHur valde ni våg, och vad hade ni gjort annorlunda i dag?"
_TYPED = {"text": _LONG, "name": "Anna Prov", "company": "Provbolaget AB", "email": "anna@prov.example"}


def _story(world: World, **changes: Any) -> GoodExample:
    related = ("programme", "organisation", "document")
    story = GoodExample.objects.public().select_related(*related).order_by("pk")[0]
    open_reception(story, **changes)
    return story


def _at(name: str, **parts: Any) -> str:
    return reverse(name, kwargs=parts)


@state("a reader asks: the story, empty, wrong, open your mail, a visit, nothing taken")
def _asking(world: World) -> Answers:
    story = _story(world)
    slug = {"slug": story.slug}
    yield world.get(ANYBODY, "library:example", **slug)
    yield world.get(ANYBODY, "asking:ask", **slug)
    yield world.post(ANYBODY, "asking:ask", {"text": " "}, **slug)
    yield world.post(ANYBODY, "asking:ask", _TYPED, **slug)
    yield world.get(ANYBODY, "asking:asked", **slug)
    yield world.get(ANYBODY, "asking:ask", "?om=besok", **slug)
    open_reception(story, takes_questions=False)
    yield world.get(ANYBODY, "asking:ask", **slug)


@state("the asker's page: to confirm, sent, answered and offered, shown, declined, closed, taken back")
def _asked(world: World) -> Answers:
    story = _story(world)
    enquiry = typed(story, text=_LONG)
    own = {"token": token(ASKER, enquiry)}
    yield world.get(ANYBODY, "asking:enquiry", **own)
    yield world.post(ANYBODY, "asking:enquiry", {"act": "send"}, **own)
    replies.answer(enquiry=enquiry, text="Vi lånade en våg.", may_be_public=True, shares_address=True)
    yield world.get(ANYBODY, "asking:enquiry", **own)
    offered_at = PublicAnswer.objects.get(enquiry=enquiry).company_yes_at.isoformat()
    showing.agree_to_show(enquiry=enquiry, offered_at=offered_at)
    yield world.get(ANYBODY, "asking:enquiry", **own)
    yield world.get(ANYBODY, "library:example", slug=story.slug)
    no = replies.decline(enquiry=sent(story, "Bo"), text="Vi hinner inte just nu.").enquiry
    yield world.get(ANYBODY, "asking:enquiry", token=token(ASKER, no))
    Enquiry.objects.filter(pk=no.pk).update(state="closed")
    yield world.get(ANYBODY, "asking:enquiry", token=token(ASKER, no))
    yield world.post(ANYBODY, "asking:enquiry", {"act": "withdraw"}, **own)


@state("a full month: the story, the form, the asker's page, postponed, stopped")
def _full(world: World) -> Answers:
    story = _story(world, question_cap=1, visit_cap=1)
    late = typed(story, "Cia")
    sent(story, "Bo")
    sent(story, "Bo", kind="visit")
    own = {"token": token(ASKER, late)}
    yield world.get(ANYBODY, "library:example", slug=story.slug)
    yield world.get(ANYBODY, "asking:ask", slug=story.slug)
    yield world.post(ANYBODY, "asking:enquiry", {"act": "send"}, **own)
    yield world.post(ANYBODY, "asking:enquiry", {"act": "postpone"}, **own)
    open_reception(story, takes_questions=False)
    yield world.get(ANYBODY, "asking:enquiry", **own)


@state("a visit as both see it: wished, wrongly answered, times, none suits, agreed, called off")
def _visiting(world: World) -> Answers:
    story = _story(world)
    wish = {"token": token(COMPANY, sent(story, "Bo", kind="visit", text=_LONG))}
    yield world.get(ANYBODY, "asking:reply", **wish)
    yield world.post(ANYBODY, "asking:reply", {"act": "propose", "times-first": "i går"}, **wish)
    enquiry = proposed(story)
    own, theirs = {"token": token(ASKER, enquiry)}, {"token": token(COMPANY, enquiry)}
    yield world.get(ANYBODY, "asking:enquiry", **own)
    yield world.post(ANYBODY, "asking:enquiry", {"act": "agree"}, **own)
    yield world.post(ANYBODY, "asking:enquiry", {"act": "refuse", "when": ""}, **own)
    yield world.get(ANYBODY, "asking:reply", **theirs)
    time_id = enquiry.replies.get().times.all()[0].public_id
    yield world.post(ANYBODY, "asking:enquiry", {"act": "agree", "time": time_id, "shows_email": "on"}, **own)
    yield world.get(ANYBODY, "asking:reply", **theirs)
    replies.decline(enquiry=enquiry, text="Maskinen står. Vi hör av oss i höst.")
    yield world.get(ANYBODY, "asking:reply", **theirs)


@state("a company's page of a question: new, wrong, declined wrongly, answered, reported, stopped, erased")
def _replying(world: World) -> Answers:
    story = _story(world)
    enquiry = sent(story, text=_LONG)
    opened = {"token": token(COMPANY, enquiry)}
    yield world.get(ANYBODY, "asking:reply", **opened)
    yield world.post(ANYBODY, "asking:reply", {"act": "answer", "answer-text": " "}, **opened)
    yield world.post(ANYBODY, "asking:reply", {"act": "decline", "decline-reason": "own"}, **opened)
    said = {"act": "answer", "answer-text": "Vi lånade en våg.", "answer-may_be_public": "on"}
    yield world.post(ANYBODY, "asking:reply", said, **opened)
    yield world.post(ANYBODY, "asking:reply", {"act": "stop"}, **opened)
    open_reception(story)
    abuse = {"token": token(COMPANY, sent(story, "Bo"))}
    yield world.post(ANYBODY, "asking:reply", {"act": "report"}, **abuse)
    enquiries.withdraw(enquiry=enquiry)
    yield world.get(ANYBODY, "asking:reply", token=token(COMPANY, enquiry))


@state("what a company takes: asked, wrong, open, moved, stopped; and signed in")
def _receiving(world: World) -> Answers:
    story = _story(world)
    reception = Reception.objects.get(organisation=story.organisation)
    link = {"token": token(RECEPTION, reception)}
    terms = {"act": "set", "takes_questions": "on", "question_cap": "3", "visit_cap": "1"}
    yield world.get(ANYBODY, "asking:reception", **link)
    yield world.post(ANYBODY, "asking:reception", terms | {"email": "nej"}, **link)
    yield world.post(ANYBODY, "asking:reception", terms | {"email": reception.email}, **link)
    yield world.post(ANYBODY, "asking:reception", terms | {"email": "ny@bolag.example"}, **link)
    yield world.post(ANYBODY, "asking:reception", {"act": "stop"}, token=token(RECEPTION, reception))
    editor = make_person("Vera Deg")
    story.organisation.memberships.create(person=editor, part="editor")
    signed_in, parts = client_of(editor), {"organisation_id": story.organisation.public_id}
    yield signed_in.get(_at("asking:company", **parts))
    open_reception(story)
    enquiry = answered(story)
    yield signed_in.get(_at("asking:company", **parts))
    yield signed_in.get(_at("people:organisation", **parts))
    yield signed_in.get(_at("asking:company_reply", **parts, enquiry_id=enquiry.public_id))


@state("the office and questions: none, one that waits, late, read, reported, public, erased, in figures")
def _office(world: World) -> Answers:
    story = _story(world)
    for name in ("enquiry_list", "figures", "reception_list"):
        yield world.get(LEAD, f"asking:{name}", "?q=finnsinte&until=2020-01-01")
    late = sent(story)
    parts = {"enquiry_id": late.public_id}
    yield world.get(LEAD, "asking:office_enquiry", **parts)
    long_ago = timezone.now() - timedelta(days=20)
    Enquiry.objects.filter(pk=late.pk).update(turn_at=long_ago, reminded_at=long_ago)
    yield world.get(LEAD, "asking:office_enquiry", **parts)
    read = answered(story, "Bo", may_be_public=True, office_may_read=True)
    offered_at = PublicAnswer.objects.get(enquiry=read).company_yes_at.isoformat()
    showing.agree_to_show(enquiry=read, offered_at=offered_at)
    yield world.get(LEAD, "asking:office_enquiry", enquiry_id=read.public_id)
    yield world.get(LEAD, "asking:answer_remove", enquiry_id=read.public_id)
    abuse = replies.report_abuse(enquiry=sent(story, "Cia"))
    yield world.get(LEAD, "asking:office_enquiry", enquiry_id=abuse.public_id)
    agreed(story, "Dan")
    for name in ("enquiry_list", "figures", "reception_list"):
        yield world.get(LEAD, f"asking:{name}")
    yield world.get(LEAD, "library:example_edit", example_id=story.public_id)
    yield world.get(LEAD, "asking:reception_ask", example_id=story.public_id)
    clock.erase_old(now=timezone.now() + timedelta(days=400))
    yield world.get(LEAD, "asking:office_enquiry", **parts)
