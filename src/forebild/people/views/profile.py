"""One's own page: who one is, how one signs in, which companies one acts for."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.people.forms import ProfileForm
from forebild.people.models import Organisation
from forebild.people.requests import PersonRequest
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.SIGNED_IN)
def profile(request: PersonRequest) -> HttpResponse:
    """See and change what is said about oneself."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your details are saved."))
        return redirect("people:profile")
    organisations = Organisation.objects.for_actor(request.user).order_by("name_order")
    return render(request, "people/profile.html", {"form": form, "organisations": organisations})


@page(Permission.SIGNED_IN)
def second_factor(request: PersonRequest) -> HttpResponse:
    """Why a second factor is needed, and the two ways to one."""
    return render(request, "people/second_factor.html")
