"""What stands about questions and visits on the pages of stories and of companies."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.asking.models import Reception
from forebild.asking.permissions import can_handle_enquiry
from forebild.asking.queries.enquiries import (
    at_least,
    own_enquiries,
    public_answers,
    reception_of,
    taken_now,
)
from forebild.library.beside import Note
from forebild.library.models import GoodExample
from forebild.people.models import Organisation


def story_note(example: GoodExample, actor: Any) -> Note | None:
    """For readers: the ways to ask, how many have been answered (in steps), and what both let be shown."""
    now, shown = taken_now(example), public_answers(example)
    taken, count = now.taken, at_least(now.answered)
    if not taken and not shown and not count:
        return None
    lines = []
    if count:
        lines.append(_("At least %(count)d questions answered.") % {"count": count})
    context = {"example": example, "taken": taken, "shown": shown}
    body = render_to_string("asking/parts/story_note.html", context)
    return Note(_("Ask those who did it"), tuple(lines), body=body)


def office_note(example: GoodExample, actor: Any) -> Note | None:
    """For the office: what the company takes, and the way to what has been asked."""
    if not can_handle_enquiry(actor).allowed:
        return None
    reception = reception_of(example.programme, example.organisation)
    asked = example.enquiries.filter(confirmed_at__isnull=False).count()
    lines = [_said(reception)]
    if asked:
        words = ngettext("%(count)d question has reached it.", "%(count)d questions have reached it.", asked)
        lines.append(words % {"count": asked})
    if example.document.is_published and (reception is None or reception.set_at is None):
        href, label = reverse("asking:reception_ask", args=[example.public_id]), _("Ask the company")
    else:
        href, label = f"{reverse('asking:enquiry_list')}?story={example.public_id}", _("What has been asked")
    return Note(_("Questions and visits"), tuple(lines), href, label)


def company_note(organisation: Organisation, actor: Any) -> Note | None:
    """For those who act for a company with a public story: what it takes, and what waits for an answer."""
    if not GoodExample.objects.public().filter(organisation=organisation).exists():
        return None
    waiting = own_enquiries(organisation).filter(state="sent").count()
    lines = [_("Readers of your story can ask you questions, and ask to visit, if you want it.")]
    if waiting:
        words = ngettext("%(count)d waits for your answer.", "%(count)d wait for your answer.", waiting)
        lines.append(words % {"count": waiting})
    href = reverse("asking:company", args=[organisation.public_id])
    return Note(_("Questions and visits"), tuple(lines), href, _("What you take, and what has come"))


def _said(reception: Reception | None) -> str:
    if reception is None:
        return _("The company has not been asked whether it takes questions and visits.")
    if reception.set_at is None:
        return _("The company has been asked, and has not said anything yet.")
    if reception.takes_questions and reception.takes_visits:
        return _("The company takes questions and visits.")
    if reception.takes_questions:
        return _("The company takes questions.")
    if reception.takes_visits:
        return _("The company takes visits.")
    return _("The company takes no questions and no visits.")
