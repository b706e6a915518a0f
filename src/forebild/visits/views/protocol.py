"""Writing the protocol, on a telephone first: saved while one writes, also where there is no network."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.jury.queries import answered_conflict
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission
from forebild.shared.writing import views as writing
from forebild.visits.forms import PictureForm, ProtocolForm
from forebild.visits.models import Visitor
from forebild.visits.protocol import field_names
from forebild.visits.services import protocol as services
from forebild.visits.views.finders import own_visitor


def _to(visitor: Visitor, name: str = "visits:protocol_edit") -> HttpResponse:
    year = visitor.visit.entry.edition.year
    if name == "visits:visit":
        return redirect(name, edition_year=year, visit_id=visitor.visit.public_id)
    return redirect(name, edition_year=year, visitor_id=visitor.public_id)


@page(Permission.SIGNED_IN, find=own_visitor)
def protocol_edit(request: PersonRequest, visitor: Visitor) -> HttpResponse:
    """The claims one after another, then the whole; kept first, whatever was pressed."""
    if not answered_conflict(visitor.juror, visitor.visit.entry):
        return _to(visitor, "visits:visit_conflict")
    if visitor.visit.state != "booked":
        return _to(visitor, "visits:visit")
    claims, document = list(visitor.visit.claims.all()), visitor.visit.document
    form = ProtocolForm(claims, request.POST or None, initial=document.fields)
    if request.method == "POST" and form.is_valid() and _kept(request, visitor, form):
        if request.POST.get("then") != "hand_in":
            messages.success(request, _("Saved."))
            return _to(visitor)
        if _handed_in(request, visitor, form):
            messages.success(request, _("The protocol is handed in, and you have signed it."))
            return _to(visitor, "visits:visit")
    return _show(request, visitor, form, PictureForm(claims=visitor.visit.claims.all()))


def _kept(request: PersonRequest, visitor: Visitor, form: ProtocolForm) -> bool:
    """Save what was typed without a script; what the other has written meanwhile is told, not overwritten."""
    revision = request.POST.get("revision", "")
    saved = services.save_protocol(
        actor=request.user,
        document=visitor.visit.document,
        changes=form.texts,
        base_revision=int(revision) if revision.isdigit() else 0,
        allowed=field_names(form.claims),
    )
    for name, conflict in saved.conflicts.items():
        form.add_error(
            name, _("%(name)s has written this meanwhile: %(theirs)s")
            % {"name": conflict.by or _("Somebody else"), "theirs": conflict.theirs}
        )  # fmt: skip
    return not saved.conflicts


def _handed_in(request: PersonRequest, visitor: Visitor, form: ProtocolForm) -> bool:
    try:
        services.hand_in_protocol(actor=request.user, visitor=visitor)
    except (InvalidInput, NotNow) as refusal:
        show_refusal(form, refusal)
    else:
        return True
    return False


def _show(request: PersonRequest, visitor: Visitor, form: ProtocolForm, picture: PictureForm) -> HttpResponse:
    visit = visitor.visit
    visit.document.refresh_from_db()
    parts = [visit.entry.edition.year, visitor.public_id]
    context = {
        "visitor": visitor,
        "visit": visit,
        "edition": visit.entry.edition,
        "organisation": visit.entry.organisation,
        "form": form,
        "picture_form": picture,
        "pictures": visit.pictures.select_related("file"),
        "autosave_url": reverse("visits:protocol_autosave", args=parts),
        "picture_url": reverse("visits:picture_add", args=parts),
        "others": visit.visitors.current().exclude(pk=visitor.pk).select_related("juror__person"),
        "has_begun": visit.begins_at is not None and visit.begins_at <= timezone.now(),
    }
    is_wrong = form.errors or picture.errors
    return render(request, "visits/protocol_edit.html", context, status=422 if is_wrong else 200)


@page(Permission.VISIT_MAKE, find=own_visitor)
def protocol_autosave(request: PersonRequest, visitor: Visitor) -> HttpResponse:
    """Save while one writes. The address names visit and person: what waits in a browser is kept under it."""
    allowed = field_names(visitor.visit.claims.all())
    return writing.autosave(request, visitor.visit.document, allowed, save=services.save_protocol)


@page(Permission.VISIT_MAKE, find=own_visitor)
@require_POST
def picture_add(request: PersonRequest, visitor: Visitor) -> HttpResponse:
    """A picture, with what it shows."""
    claims = visitor.visit.claims.all()
    form = PictureForm(request.POST, request.FILES, claims=claims)
    if form.is_valid():
        try:
            services.add_picture(actor=request.user, visitor=visitor, **form.cleaned_data)
        except (InvalidInput, NotNow) as refusal:
            show_refusal(form, refusal)
        else:
            if request.headers.get("Accept") == "application/json":  # `pictures.js`
                return JsonResponse({"is_kept": True})
            messages.success(request, _("The picture is in place."))
            return _to(visitor)
    protocol = ProtocolForm(list(claims), initial=visitor.visit.document.fields)
    return _show(request, visitor, protocol, form)


@page(Permission.VISIT_MAKE, find=own_visitor)
@require_POST
def picture_remove(request: PersonRequest, visitor: Visitor) -> HttpResponse:
    """Take a picture away, file and all."""
    match = request.resolver_match
    wanted: Any = match.kwargs["picture_id"] if match else ""
    picture = get_object_or_404(visitor.visit.pictures.select_related("file"), public_id=wanted)
    services.remove_picture(actor=request.user, visitor=visitor, picture=picture)
    messages.success(request, _("The picture is removed."))
    return _to(visitor)


@page(Permission.VISIT_MAKE, find=own_visitor)
@require_POST
def protocol_sign(request: PersonRequest, visitor: Visitor) -> HttpResponse:
    """It was so."""
    services.sign_protocol(actor=request.user, visitor=visitor)
    messages.success(request, _("You have signed the protocol."))
    return _to(visitor, "visits:visit")


@page(Permission.VISIT_MAKE, find=own_visitor)
@require_POST
def protocol_reopen(request: PersonRequest, visitor: Visitor) -> HttpResponse:
    """Take it up again, before all have signed."""
    services.reopen_protocol(actor=request.user, visitor=visitor)
    messages.success(request, _("The protocol is open again. Hand it in when you are done."))
    return _to(visitor)
