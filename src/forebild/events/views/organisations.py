"""The office's page of which organisation somebody comes from."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.events.forms.organisation import OrganisationForm
from forebild.events.models import Registration
from forebild.events.organisations import near, said_of
from forebild.events.services import organisations as services
from forebild.events.views.finders import run_registration
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.REGISTRATION_HANDLE, find=run_registration)
def organisation(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Link it to one that is known, or part it from a wrong one."""
    typed = request.POST if request.method == "POST" else None
    form = OrganisationForm(typed, near=near(request.user, registration))
    if "part" in request.POST:
        services.unlink_organisation(actor=request.user, registration=registration)
        messages.success(request, _("It is no longer linked."))
        return redirect(request.path)
    if request.method == "POST" and form.is_valid():
        try:
            services.link_organisation(
                actor=request.user,
                registration=registration,
                organisation=form.organisation(),
                number=form.cleaned_data["number"],
            )
        except InvalidInput as invalid:
            show_refusal(form, invalid)
        else:
            messages.success(request, _("It is linked: colleagues are counted together."))
            return redirect(
                "events:office_registration", registration.event.public_id, registration.public_id
            )
    context = {
        "registration": registration,
        "event": registration.event,
        "form": form,
        "linked": said_of(registration.organisation) if registration.organisation else "",
    }
    return render(request, "events/office/registration_organisation.html", context)
