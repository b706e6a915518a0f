"""The company's own pages, for those who act for it: what it takes, what has come, one question."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from forebild.asking.forms.company import ReceptionForm
from forebild.asking.lists import ENQUIRY_TONES, enquiry_states
from forebild.asking.models import Enquiry, Reception
from forebild.asking.queries.enquiries import own_enquiries, reception_of
from forebild.asking.services import receptions
from forebild.asking.views.replying import reply_page
from forebild.people.models import Organisation
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission


def own_organisation(actor: Actor, organisation_id: str) -> Organisation:
    """One that the actor acts for."""
    return get_object_or_404(Organisation.objects.for_actor(actor), public_id=organisation_id)


def own_enquiry(actor: Actor, organisation_id: str, enquiry_id: str) -> Enquiry:
    """A question to such a company."""
    organisation = own_organisation(actor, organisation_id)
    return get_object_or_404(own_enquiries(organisation), public_id=enquiry_id)


@page(Permission.RECEPTION_SET, find=own_organisation)
def company(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """What the company takes, and all that has come."""
    programme = current_programme()
    if programme is None:
        raise Http404
    reception = reception_of(programme, organisation) or Reception(
        programme=programme, organisation=organisation, email=request.user.email
    )
    form = ReceptionForm(request.POST) if request.POST.get("act") == "set" else ReceptionForm.of(reception)
    if request.method == "POST" and _said(request, organisation, programme, form):
        return redirect("asking:company", organisation_id=organisation.public_id)
    states = enquiry_states()
    context = {
        "organisation": organisation,
        "reception": reception,
        "form": form,
        "rows": [
            (each, states[each.state], ENQUIRY_TONES.get(each.state, "neutral"))
            for each in own_enquiries(organisation)
        ],
        "columns": [{"label": label} for label in (_("Asked on"), _("From"), _("About"), _("State"))],
    }
    return render(request, "asking/company.html", context)


def _said(
    request: PersonRequest, organisation: Organisation, programme: Programme, form: ReceptionForm
) -> bool:
    actor = request.user
    if request.POST.get("act") == "stop":
        stored = receptions.own_reception(actor=actor, organisation=organisation, programme=programme)
        receptions.stop_reception(reception=stored, actor=actor)
        messages.success(request, _("You take no more questions and visits."))
        return True
    if not form.is_bound or not form.is_valid():
        return False
    stored = receptions.own_reception(actor=actor, organisation=organisation, programme=programme)
    try:
        receptions.set_reception(reception=stored, terms=form.terms(), actor=actor)
    except InvalidInput as refusal:
        show_refusal(form, refusal)
        return False
    messages.success(request, _("What you take is saved."))
    return True


@page(Permission.ENQUIRY_ANSWER, find=own_enquiry)
def company_reply(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """One question, as behind the link in the mail."""
    return reply_page(request, enquiry, actor=request.user)
