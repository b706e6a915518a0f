"""The office's pages of nominated companies: all of them, and one with what people wrote about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forebild.competition.forms_office import ContactForm, ReasonForm
from forebild.competition.lists import CASE_STATES, CASE_TONES, CaseList, county_name, main_sector
from forebild.competition.models import Case
from forebild.competition.queries_office import nominations_contact, office_cases, was_reminded
from forebild.competition.services import cases
from forebild.competition.services.nominations import ask_company, dismiss_case
from forebild.competition.states import CASE
from forebild.competition.views.office.finders import case_of_run, run_edition
from forebild.people.requests import PersonRequest
from forebild.programme.models import Edition
from forebild.shared.audit.queries import history_of
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_beside_fields, show_refusal
from forebild.shared.lists.pages import chosen_rows, confirm_chosen, show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.OFFICE_WORK, find=run_edition)
def case_list(request: PersonRequest, edition: Edition) -> HttpResponseBase:
    """All nominated companies of the edition."""
    listing = CaseList(request.GET, office_cases(request.user, edition))
    return show_list(request, listing, "competition/office/cases.html", {"edition": edition})


@page(Permission.OFFICE_WORK, find=run_edition)
def cases_ask(request: PersonRequest, edition: Edition) -> HttpResponse:
    """Ask several: first who they are, then the one press. A visit without a press leads to the list."""
    back = reverse("competition:cases", args=[edition.year])
    if request.method != "POST":
        return redirect(back)
    listing = CaseList(request.GET, office_cases(request.user, edition))
    chosen = chosen_rows(request, listing)
    if not chosen.is_confirmed:
        return confirm_chosen(request, listing, chosen, action="ask", back=back)
    done = cases.ask_cases(actor=request.user, cases=chosen.rows)
    messages.success(request, _asked_in_words(done))
    return redirect(f"{back}{listing.address}")


def _asked_in_words(done: cases.Asked) -> str:
    text = ngettext(
        "%(count)d company has been asked.", "%(count)d companies have been asked.", done.asked_count
    ) % {"count": done.asked_count}
    if not done.left_out_count:
        return text
    left_out = ngettext(
        "%(count)d was left out: it has been asked before, or has no contact person.",
        "%(count)d were left out: they have been asked before, or have no contact person.",
        done.left_out_count,
    ) % {"count": done.left_out_count}
    return f"{text} {left_out}"


@page(Permission.NOMINATION_HANDLE, find=case_of_run)
def case(request: PersonRequest, case: Case) -> HttpResponse:
    """One company: who nominated it and why, whom to ask, what has been done. Posted: ask it."""
    contact = nominations_contact(case)
    form = ContactForm(request.POST or None, initial=contact._asdict() if contact else None)
    if request.method == "POST" and form.is_valid() and _written_to(request, case, form):
        return redirect("competition:case", edition_year=case.edition.year, case_id=case.public_id)
    context = {
        "case": case,
        "form": form if CASE.allows(case.state, "ask") else None,
        "state": CASE_STATES[case.state],
        "tone": CASE_TONES.get(case.state, "neutral"),
        "county": county_name(case.organisation),
        "sector": main_sector(case.organisation),
        "nominations": case.nominations.order_by("created_at", "pk"),
        "may_remind": case.state == "asked" and not was_reminded(case),
        "may_dismiss": CASE.allows(case.state, "dismiss"),
        "history": history_of(case),
    }
    return render(request, "competition/office/case.html", context)


def _written_to(request: PersonRequest, case: Case, form: ContactForm) -> bool:
    """Keep the contact person, or ask; a refusal stands on the form, with what was typed."""
    act, said = ask_company, _("The company has been asked. Its answer will stand here.")
    if "keep" in request.POST:
        act, said = cases.set_contact, _("The contact person is saved. Nothing has been sent.")
    try:
        act(actor=request.user, case=case, **form.cleaned_data)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
    else:
        messages.success(request, said)
        return True
    return False


@page(Permission.NOMINATION_HANDLE, find=case_of_run)
@require_POST
def case_remind(request: PersonRequest, case: Case) -> HttpResponse:
    """The one reminder."""
    cases.remind_company(actor=request.user, case=case)
    messages.success(request, _("The company has been reminded."))
    return redirect("competition:case", edition_year=case.edition.year, case_id=case.public_id)


@page(Permission.NOMINATION_HANDLE, find=case_of_run)
def case_dismiss(request: PersonRequest, case: Case) -> HttpResponse:
    """Say why it cannot take part, and let it rest."""
    form = ReasonForm(request.POST or None)
    address = reverse("competition:case", args=[case.edition.year, case.public_id])
    if request.method == "POST" and form.is_valid():
        try:
            dismiss_case(actor=request.user, case=case, **form.cleaned_data)
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            messages.success(request, _("The nomination is dismissed. The company is not asked."))
            return redirect(address)
    context = {
        "question": _("Dismiss the nomination of %(company)s?") % {"company": case.organisation.name},
        "text": _("The company is not asked and hears nothing. The nominations are kept."),
        "form": form,
        "button": _("Dismiss"),
        "danger": True,
        "cancel_href": address,
    }
    return render(request, "ui/confirm.html", context)
