"""Who works in the programme, and what it says about itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from forebild.people.requests import PersonRequest
from forebild.programme.forms import ProgrammeForm, RoleForm
from forebild.programme.models import Edition, Role
from forebild.programme.queries import current_programme
from forebild.programme.services.about import save_programme
from forebild.programme.services.roles import end_role, grant_role
from forebild.shared.errors import InvalidInput, Refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission


def role_in_office(actor: Actor, role_id: int) -> Role:
    """A current role, for those who work here."""
    return get_object_or_404(Role.objects.for_actor(actor).current(), pk=role_id)


@page(Permission.ROLE_GRANT)
def role_list(request: PersonRequest) -> HttpResponse:
    """Who works here, and a form for one more."""
    programme = current_programme()
    editions = Edition.objects.for_actor(request.user).filter(programme=programme).select_related("programme")
    form = RoleForm(request.POST or None, editions=editions)
    if request.method == "POST" and programme and form.is_valid():
        try:
            grant_role(actor=request.user, programme=programme, **form.granted)
        except InvalidInput:  # the one value that the service may refuse
            form.add_error("last_day", _("Choose a day that is still to come."))
        except Refusal as refusal:
            form.add_error("email", refusal.reason)
        else:
            messages.success(request, _("The role is given."))
            return redirect("programme:role_list")
    roles = Role.objects.for_actor(request.user).current().select_related("person", "edition")
    return render(request, "programme/role_list.html", {"roles": roles, "form": form})


@page(Permission.ROLE_GRANT, find=role_in_office)
def role_end(request: PersonRequest, role: Role) -> HttpResponse:
    """End a role, after one question."""
    if request.method == "POST":
        end_role(actor=request.user, role=role)
        messages.success(request, _("The role has ended."))
        return redirect("programme:role_list")
    context = {
        "question": _("End %(name)s's role?") % {"name": role.person},
        "text": _("From the next page on, the person no longer gets into the office."),
        "button": _("End the role"),
        "danger": True,
        "cancel_href": reverse("programme:role_list"),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.PROGRAMME_EDIT)
def programme_edit(request: PersonRequest) -> HttpResponse:
    """The programme's name, its one sentence, who stands behind it."""
    programme = current_programme()
    if programme is None:
        raise Http404
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        save_programme(actor=request.user, programme=form.save(commit=False))
        messages.success(request, _("The programme is saved."))
        return redirect("programme:programme_edit")
    return render(request, "programme/programme_edit.html", {"form": form})
