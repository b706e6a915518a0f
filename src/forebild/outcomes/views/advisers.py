"""The register of advisers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.outcomes.forms.office import AdviserForm
from forebild.outcomes.lists import AdviserList
from forebild.outcomes.models import Adviser
from forebild.outcomes.queries.follow_ups import office_advisers
from forebild.outcomes.services import advisers as services
from forebild.outcomes.views.finders import known_adviser, programme_of_office
from forebild.outcomes.views.sides import tabs
from forebild.people.requests import PersonRequest
from forebild.programme.models import Programme
from forebild.programme.queries import current_programme
from forebild.shared.errors import InvalidInput
from forebild.shared.forms import show_refusal
from forebild.shared.lists.pages import show_list
from forebild.shared.pages import page
from forebild.shared.permissions import Permission, may


@page(Permission.OFFICE_WORK)
def adviser_list(request: PersonRequest) -> HttpResponseBase:
    """All of them."""
    programme = current_programme()
    can_edit = programme is not None and may(request.user, Permission.ADVISER_EDIT, programme).allowed
    listing = AdviserList(request.GET, office_advisers(request.user))
    context = {"tabs": tabs(request), "can_edit": can_edit}
    return show_list(request, listing, "outcomes/office/adviser_list.html", context)


@page(Permission.ADVISER_EDIT, find=programme_of_office)
def adviser_new(request: PersonRequest, programme: Programme) -> HttpResponse:
    """Somebody new."""
    form = AdviserForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_adviser(actor=request.user, programme=programme, facts=form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, _("The adviser is added."))
    return _page(request, form)


@page(Permission.ADVISER_EDIT, find=known_adviser)
def adviser_edit(request: PersonRequest, adviser: Adviser) -> HttpResponse:
    """What is known of one."""
    form = AdviserForm.of(adviser, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_adviser(actor=request.user, adviser=adviser, facts=form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, _("The adviser is saved."))
    return _page(request, form, adviser=adviser)


def _done(request: PersonRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("outcomes:adviser_list")


def _page(request: PersonRequest, form: AdviserForm, **more: Any) -> HttpResponse:
    return render(request, "outcomes/office/adviser_edit.html", {"form": form, **more})
