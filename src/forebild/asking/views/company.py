"""The company's pages behind the mailed links: one question, and what it takes at all."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from forebild.asking.forms.company import ReceptionForm
from forebild.asking.models import Reception
from forebild.asking.queries.enquiries import enquiry_of_link, reception_of_link
from forebild.asking.services import letters, receptions
from forebild.asking.views.replying import reply_page
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(letters.COMPANY)
def reply(request: HttpRequest, link: Link) -> HttpResponse:
    """Answer, say no, propose times; or take no more questions."""
    found = enquiry_of_link(link.subject_id)
    if found is None:
        raise Http404
    return reply_page(request, found)


@safe_link(letters.RECEPTION)
def reception(request: HttpRequest, link: Link) -> HttpResponse:
    """What the company takes, whom it goes to, how many a month; and the press that stops it all."""
    found = reception_of_link(link.subject_id)
    if found is None:
        raise Http404
    form = ReceptionForm(request.POST) if request.POST.get("act") == "set" else ReceptionForm.of(found)
    said = _said(request, found, form) if request.method == "POST" else None
    context = {
        "reception": said or found,
        "form": ReceptionForm.of(said) if said else form,
        "is_saved": said is not None,
        "is_moved": said is not None and said.email != found.email,
    }
    return render(request, "asking/reception.html", context)


def _said(request: HttpRequest, found: Reception, form: ReceptionForm) -> Reception | None:
    """The company's word as it stands now; None where something is wrong with it.

    The page is drawn at once, not led to: with another address this link is closed.
    """
    if request.POST.get("act") == "stop":
        return receptions.stop_reception(reception=found)
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return receptions.set_reception(reception=found, terms=form.terms())
    except InvalidInput as refusal:
        show_refusal(form, refusal)
        return None
