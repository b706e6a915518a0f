"""The office's pages of the gate's list, and what it can do for somebody who is late or kept out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.people.requests import PersonRequest
from forebild.shared import audit
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.tours.forms.office import ReopenForm, WelcomeForm
from forebild.tours.gate import gate_of, is_open_at, seats_on_list
from forebild.tours.gate_pdf import gate_pdf, pdf_response
from forebild.tours.lists import GateRows
from forebild.tours.models import Seat, Stop
from forebild.tours.services import gate as services
from forebild.tours.services.preparing import reopen_details, welcome
from forebild.tours.views.finders import Guest, guest_at, run_seat, run_stop


@page(Permission.VISITOR_HANDLE, find=run_stop)
def gate_list(request: PersonRequest, stop: Stop) -> HttpResponseBase:
    """The list as it stands; that somebody of the office has read it is noted."""
    audit.record_read(request.user, stop, "gate list")
    gate = gate_of(stop)
    listing = GateRows(request.GET, seats_on_list(stop), stop=stop, new=gate.new)
    context = {
        "event": stop.event,
        "stop": stop,
        "gate": gate,
        "is_open": is_open_at(stop, timezone.now()),
    }
    return show_list(request, listing, "tours/office/gate_list.html", context)


@page(Permission.VISITOR_HANDLE, find=run_stop)
def gate_list_pdf(request: PersonRequest, stop: Stop) -> HttpResponse:
    """The same, to print."""
    audit.record_read(request.user, stop, "gate list")
    return pdf_response(stop, gate_pdf(gate_of(stop)))


@page(Permission.VISITOR_HANDLE, find=run_stop)
@require_POST
def gate_send(request: PersonRequest, stop: Stop) -> HttpResponse:
    """To the host, again where it has changed."""
    services.send_gate_list(actor=request.user, stop=stop)
    messages.success(request, _("The host gets a mail with the link to the list."))
    return redirect("tours:gate_list", event_id=stop.event.public_id, stop_id=stop.public_id)


@page(Permission.VISITOR_HANDLE, find=run_seat)
def seat(request: PersonRequest, seat: Seat) -> HttpResponse:
    """Open the details once more for somebody who was late."""
    form = ReopenForm(request.POST or None, initial={"until": seat.stop.begins_at})
    back = reverse("tours:visitor_list", args=[seat.stop.event.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            reopen_details(actor=request.user, seat=seat, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, _("Opened. The visitor gets a mail with the link."))
            return redirect(back)
    question = _("Let %(name)s give the details after the deadline?") % {"name": seat.registration.name}
    text = _("%(host)s may have got its list. Send it again when the details are there.")
    context = {"question": question, "text": text % {"host": seat.stop.host_name}, "form": form}
    context |= {"button": _("Open it"), "cancel_href": back}
    return render(request, "ui/confirm.html", context)


@page(Permission.VISITOR_HANDLE, find=guest_at)
def welcome_guest(request: PersonRequest, guest: Guest) -> HttpResponse:
    """Let somebody choose a stop whom the host's rule keeps out."""
    form = WelcomeForm(request.POST or None)
    stop, registration = guest.stop, guest.registration
    back = reverse("tours:stop", args=[stop.event.public_id, stop.public_id])
    if request.method == "POST" and form.is_valid():
        welcome(actor=request.user, stop=stop, registration=registration, **form.cleaned_data)
        messages.success(request, _("The stop can be chosen now. Tell the person yourself."))
        return redirect(back)
    question = _("Let %(name)s in at %(host)s all the same?")
    context = {
        "question": question % {"name": registration.name, "host": stop.host_name},
        "text": _("Ask the host first. Your reason stands in the log."),
        "form": form,
        "button": _("Let in"),
        "cancel_href": back,
    }
    return render(request, "ui/confirm.html", context)
