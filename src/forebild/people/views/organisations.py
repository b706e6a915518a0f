"""A company's own pages: its facts, its figures, its editors."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from forebild.people.beside import COMPANY, notes_beside
from forebild.people.forms import (
    FiguresForm,
    IndustriesForm,
    InviteEditorForm,
    OrganisationFactsForm,
    OrganisationForm,
)
from forebild.people.models import Membership, Organisation
from forebild.people.requests import PersonRequest
from forebild.people.services import editors
from forebild.people.services.industries import state_figures, state_industries
from forebild.people.services.names import state_name
from forebild.people.services.organisations import register_organisation
from forebild.shared.errors import InvalidInput, Refusal
from forebild.shared.forms import show_beside_fields
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission, may


def own_organisation(actor: Actor, organisation_id: str) -> Organisation:
    """One that the actor acts for."""
    return get_object_or_404(Organisation.objects.for_actor(actor), public_id=organisation_id)


def editor_of_own(actor: Actor, organisation_id: str, person_id: str) -> Membership:
    """A current editor of a company that the actor acts for."""
    organisation = own_organisation(actor, organisation_id)
    return get_object_or_404(organisation.memberships.current(), person__public_id=person_id)


@page(Permission.ORGANISATION_EDIT, find=own_organisation)
def organisation(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """The facts, the industries and the figures, with their forms."""
    form = OrganisationForm(request.POST if "facts" in request.POST else None, instance=organisation)
    figures = FiguresForm(request.POST if "figures" in request.POST else None)
    is_about_industries = "industries" in request.POST
    industries = IndustriesForm(request.POST) if is_about_industries else IndustriesForm.of(organisation)
    if form.is_bound and form.is_valid():
        form.save()
        messages.success(request, _("The company's details are saved."))
        return redirect("people:organisation", organisation_id=organisation.public_id)
    if figures.is_bound and figures.is_valid():
        state_figures(actor=request.user, organisation=organisation, **figures.cleaned_data)
        messages.success(request, _("The figures are saved."))
        return redirect("people:organisation", organisation_id=organisation.public_id)
    if industries.is_bound and industries.is_valid():
        state_industries(actor=request.user, organisation=organisation, codes=industries.pairs)
        messages.success(request, _("The industries are saved."))
        return redirect("people:organisation", organisation_id=organisation.public_id)
    context = _organisation_context(request, organisation, form, figures)
    return render(request, "people/organisation.html", context | {"industries_form": industries})


def _organisation_context(
    request: PersonRequest, organisation: Organisation, form: OrganisationForm, figures: FiguresForm
) -> dict[str, Any]:
    return {
        "figure_columns": [
            {"label": _("Accounting year")},
            {"label": _("Head count"), "number": True},
            {"label": _("Turnover, SEK"), "number": True},
            {"label": _("Balance sheet total, SEK"), "number": True},
        ],
        "organisation": organisation,
        "form": form,
        "figures_form": figures,
        "figures": organisation.figures.all(),
        "notes": notes_beside(COMPANY, organisation, request.user),
        "industries": organisation.industries.all(),
        "memberships": organisation.memberships.current().select_related("person").order_by("part", "since"),
        "may_hand_over": may(request.user, Permission.ORGANISATION_HAND_OVER, organisation).allowed,
        "invite_form": InviteEditorForm(),
    }


@page(Permission.SIGNED_IN)
def organisation_register(request: PersonRequest) -> HttpResponse:
    """Bring a company in, by its number."""
    form = OrganisationFactsForm(request.POST or None, asks_name=not request.user.name)
    if request.method == "POST" and form.is_valid():
        if "your_name" in form.cleaned_data:
            state_name(actor=request.user, name=form.cleaned_data["your_name"])
        try:
            organisation = register_organisation(actor=request.user, facts=form.facts())
        except InvalidInput as invalid:
            show_beside_fields(form, invalid)
        else:
            return _after_registering(request, organisation)
    return render(request, "people/organisation_register.html", {"form": form})


def _after_registering(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """On to where the person was going; or, if the company has its own people already, a word about that."""
    if not Organisation.objects.for_actor(request.user).filter(pk=organisation.pk).exists():
        return render(request, "people/join_asked.html", {"organisation": organisation})
    onward = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        return redirect(onward)
    return redirect("people:organisation", organisation_id=organisation.public_id)


@page(Permission.ORGANISATION_HAND_OVER, find=own_organisation)
def editor_invite(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Invite somebody by mail."""
    form = InviteEditorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            editors.invite_editor(
                actor=request.user, organisation=organisation, email=form.cleaned_data["email"]
            )
        except Refusal as refusal:
            form.add_error("email", refusal.reason)
        else:
            messages.success(request, _("The invitation is on its way."))
            return redirect("people:organisation", organisation_id=organisation.public_id)
    return render(request, "people/editor_invite.html", {"organisation": organisation, "form": form})


@page(Permission.ORGANISATION_HAND_OVER, find=editor_of_own)
def editor_remove(request: PersonRequest, membership: Membership) -> HttpResponse:
    """End an editor's access, after one question."""
    if request.method == "POST":
        editors.remove_editor(actor=request.user, membership=membership)
        messages.success(request, _("%(name)s is no longer an editor.") % {"name": membership.person})
        return redirect("people:organisation", organisation_id=membership.organisation.public_id)
    return render(
        request,
        "ui/confirm.html",
        {
            "question": _("Remove %(name)s as an editor?") % {"name": membership.person},
            "text": _(
                "The person can no longer read or write anything of %(company)s. What was written stays."
            )
            % {"company": membership.organisation.name},
            "button": _("Remove"),
            "danger": True,
            "cancel_href": reverse("people:organisation", args=[membership.organisation.public_id]),
        },
    )


@page(Permission.ORGANISATION_HAND_OVER, find=editor_of_own)
def hand_over(request: PersonRequest, membership: Membership) -> HttpResponse:
    """Make an editor responsible, after one question."""
    if request.method == "POST":
        editors.hand_over(
            actor=request.user, organisation=membership.organisation, successor=membership.person
        )
        messages.success(request, _("%(name)s now answers for the company.") % {"name": membership.person})
        return redirect("people:organisation", organisation_id=membership.organisation.public_id)
    return render(
        request,
        "ui/confirm.html",
        {
            "question": _("Hand over to %(name)s?") % {"name": membership.person},
            "text": _("From now on %(name)s invites and removes editors. You stay as an editor.")
            % {"name": membership.person},
            "button": _("Hand over"),
            "cancel_href": reverse("people:organisation", args=[membership.organisation.public_id]),
        },
    )


@page(Permission.ORGANISATION_EDIT, find=own_organisation)
def organisation_leave(request: PersonRequest, organisation: Organisation) -> HttpResponse:
    """Leave a company, after one question."""
    if request.method == "POST":
        editors.leave_organisation(actor=request.user, organisation=organisation)
        messages.success(request, _("You have left %(company)s.") % {"company": organisation.name})
        return redirect("people:profile")
    return render(
        request,
        "ui/confirm.html",
        {
            "question": _("Leave %(company)s?") % {"company": organisation.name},
            "text": _(
                "You can no longer read or write anything of the company. What you have written stays."
            ),
            "button": _("Leave"),
            "danger": True,
            "cancel_href": reverse("people:organisation", args=[organisation.public_id]),
        },
    )
