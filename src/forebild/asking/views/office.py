"""The office's pages: what was asked of which company and when, figures, companies; never the words."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forebild.asking.forms.office import FiguresFilter
from forebild.asking.lists import ENQUIRY_TONES, EnquiryList, ReceptionList, enquiry_states
from forebild.asking.models import Enquiry
from forebild.asking.queries.enquiries import public_answer_of
from forebild.asking.queries.office import figures as figures_of
from forebild.asking.queries.office import office_enquiries, office_receptions
from forebild.asking.services import letters, office, receptions, showing
from forebild.asking.views.charts import monthly_charts
from forebild.asking.views.sides import tabs
from forebild.library.models import GoodExample
from forebild.people.requests import PersonRequest
from forebild.shared.audit.queries import history_of
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission


def handled_enquiry(actor: Actor, enquiry_id: str) -> Enquiry:
    """A question that has reached a company of the office's programme."""
    return get_object_or_404(office_enquiries(actor), public_id=enquiry_id)


def handled_example(actor: Actor, example_id: str) -> GoodExample:
    """A story that the office works with."""
    found = GoodExample.objects.for_actor(actor).select_related("programme", "organisation", "document")
    return get_object_or_404(found, public_id=example_id)


@page(Permission.OFFICE_WORK)
def enquiry_list(request: PersonRequest) -> HttpResponseBase:
    """Everything that has reached a company."""
    listing = EnquiryList(request.GET, office_enquiries(request.user))
    return show_list(request, listing, "asking/office/enquiry_list.html", {"tabs": tabs(request)})


@page(Permission.OFFICE_WORK)
def reception_list(request: PersonRequest) -> HttpResponseBase:
    """Every company that was asked or has said what it takes."""
    listing = ReceptionList(request.GET, office_receptions(request.user))
    return show_list(request, listing, "asking/office/reception_list.html", {"tabs": tabs(request)})


@page(Permission.OFFICE_WORK)
@require_safe
def figures(request: PersonRequest) -> HttpResponse:
    """Asked, answered, how fast, how many visits: together, by month and by story."""
    form = FiguresFilter(request.GET)
    found = figures_of(form.narrowed(office_enquiries(request.user)))
    context = {
        "tabs": tabs(request),
        "form": form,
        "found": found,
        "charts": monthly_charts(found, get_language() or "sv"),
        "columns": [
            {"label": _("Story")},
            *(
                {"label": label, "number": True}
                for label in (
                    _("Questions asked"),
                    _("Questions answered"),
                    _("Median, days"),
                    _("Visits agreed"),
                )
            ),
        ],
    }
    return render(request, "asking/office/figures.html", context)


@page(Permission.ENQUIRY_HANDLE, find=handled_enquiry)
@require_safe
def office_enquiry(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """One question: where it stands; its words only where one of the two lets the office read them."""
    may_read = enquiry.office_may_read or enquiry.is_abuse
    context = {
        "enquiry": enquiry,
        "title": letters.story_title(enquiry.example, get_language() or "sv"),
        "state": enquiry_states()[enquiry.state],
        "tone": ENQUIRY_TONES.get(enquiry.state, "neutral"),
        "may_read_question": may_read and not enquiry.erased_at,
        "readable": [each for each in enquiry.replies.all() if each.office_may_read and each.text],
        "public": public_answer_of(enquiry),
        "can_close": enquiry.is_late or enquiry.state == "proposed",
        "history": history_of(enquiry),
    }
    return render(request, "asking/office/enquiry.html", context)


@page(Permission.ENQUIRY_HANDLE, find=handled_enquiry)
@require_POST
def enquiry_close(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """Tell the asker that no answer has come."""
    office.close_unanswered(actor=request.user, enquiry=enquiry)
    messages.success(request, _("We have written to the asker that no answer has come."))
    return redirect("asking:office_enquiry", enquiry_id=enquiry.public_id)


@page(Permission.ENQUIRY_HANDLE, find=handled_enquiry)
def answer_remove(request: PersonRequest, enquiry: Enquiry) -> HttpResponse:
    """Take a public question and answer away; asked first, for its words are erased."""
    back = reverse("asking:office_enquiry", args=[enquiry.public_id])
    if request.method == "POST":
        showing.stop_showing(enquiry=enquiry, by="office", actor=request.user)
        messages.success(request, _("The question and the answer are no longer public."))
        return redirect(back)
    context = {
        "question": _("Take the question and the answer away from the story’s page?"),
        "text": _("Their public words are erased. The company can offer them anew with another answer."),
        "button": _("Take away"),
        "danger": True,
        "cancel_href": back,
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.ENQUIRY_HANDLE, find=handled_example)
def reception_ask(request: PersonRequest, example: GoodExample) -> HttpResponse:
    """Ask the company whether it takes questions and visits; asked again it gets another letter."""
    back = reverse("library:example_edit", args=[example.public_id])
    if request.method == "POST":
        receptions.ask_company(example=example, actor=request.user)
        messages.success(request, _("The company has been asked whether it takes questions and visits."))
        return redirect(back)
    context = {
        "question": _("Ask %(company)s whether it takes questions and visits?")
        % {"company": example.organisation.name},
        "text": _("A mail goes to %(email)s, with a link by which the company chooses.")
        % {"email": example.contact_email or "–"},
        "button": _("Send the mail"),
        "cancel_href": back,
    }
    return render(request, "ui/confirm.html", context)
