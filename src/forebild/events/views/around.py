"""The office's pages around an event: co-hosts, material and pictures, the letter that they are there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from forebild.events.forms.around import HostForm, MaterialForm
from forebild.events.forms.programme import PictureForm
from forebild.events.models import CoHost, Event, EventPicture, Material
from forebild.events.queries import took_part
from forebild.events.services import hosts as host_services
from forebild.events.services import material as services
from forebild.events.services import pictures as picture_services
from forebild.events.views.finders import (
    any_host,
    any_material,
    removed_of,
    run_event,
    run_host,
    run_material,
    run_picture,
)
from forebild.people.requests import PersonRequest
from forebild.shared.errors import InvalidInput
from forebild.shared.files.responses import file_response
from forebild.shared.forms import show_refusal
from forebild.shared.pages import page
from forebild.shared.permissions import Permission


@page(Permission.EVENT_EDIT, find=run_event)
def hosts(request: PersonRequest, event: Event) -> HttpResponse:
    """Who arranges it together, in order; and a further one."""
    form = HostForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        host_services.add_host(actor=request.user, event=event, **form.said())
        return _done(request, "hosts", event, _("The co-host is added."))
    context = {
        "event": event,
        "form": form,
        "hosts": event.hosts.select_related("logo__file"),
        "removed": removed_of(event.hosts),
    }
    return render(request, "events/office/hosts.html", context)


@page(Permission.EVENT_EDIT, find=run_host)
def host_edit(request: PersonRequest, host: CoHost) -> HttpResponse:
    """Another name, link or logo."""
    form = HostForm(request.POST or None, request.FILES or None, host=host)
    if request.method == "POST" and form.is_valid():
        host_services.change_host(actor=request.user, host=host, **form.said())
        return _done(request, "hosts", host.event, _("The co-host is saved."))
    context = {"event": host.event, "form": form, "host": host}
    return render(request, "events/office/host_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_host)
@require_POST
def host_up(request: PersonRequest, host: CoHost) -> HttpResponse:
    """One step before whoever stands in front."""
    host_services.move_host_up(actor=request.user, host=host)
    return redirect("events:hosts", event_id=host.event.public_id)


@page(Permission.EVENT_EDIT, find=run_host)
@require_POST
def host_remove(request: PersonRequest, host: CoHost) -> HttpResponse:
    """Take a co-host away."""
    host_services.remove_host(actor=request.user, host=host)
    return _done(request, "hosts", host.event, _("The co-host is removed. You can put it back, below."))


@page(Permission.EVENT_EDIT, find=any_host)
@require_POST
def host_restore(request: PersonRequest, host: CoHost) -> HttpResponse:
    """Back where it stood."""
    host_services.restore_host(actor=request.user, host=host)
    return _done(request, "hosts", host.event, _("The co-host is back."))


@page(Permission.EVENT_EDIT, find=run_event)
def material(request: PersonRequest, event: Event) -> HttpResponse:
    """What is left to read and look at, and whether those who took part have been told."""
    context = {
        "event": event,
        "material": event.material.select_related("file"),
        "removed": removed_of(event.material),
        "pictures": event.pictures.filter(use=EventPicture.Use.AFTERWARDS).select_related("file"),
        "letters": event.material_letters.exclude(state="stopped").select_related("prepared_by").first(),
        "why_not": services.why_not_tell(event),
    }
    return render(request, "events/office/material.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
def material_new(request: PersonRequest, event: Event) -> HttpResponse:
    """A file or a link."""
    form = MaterialForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_material(actor=request.user, event=event, **form.cleaned_data)
        except InvalidInput as refusal:
            show_refusal(form, refusal)
        else:
            return _done(request, "material", event, _("It is added."))
    return render(request, "events/office/material_edit.html", {"event": event, "form": form})


@page(Permission.EVENT_EDIT, find=run_material)
def material_edit(request: PersonRequest, material: Material) -> HttpResponse:
    """Another title, or others who may see it."""
    form = MaterialForm.of(material, request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.change_material(actor=request.user, material=material, **form.cleaned_data)
        return _done(request, "material", material.event, _("It is saved."))
    context = {"event": material.event, "form": form, "material": material}
    return render(request, "events/office/material_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_material)
@require_POST
def material_remove(request: PersonRequest, material: Material) -> HttpResponse:
    """Take it away, with its file; it can be put back."""
    services.remove_material(actor=request.user, material=material)
    return _done(request, "material", material.event, _("It is removed. You can put it back, below."))


@page(Permission.EVENT_EDIT, find=any_material)
@require_POST
def material_restore(request: PersonRequest, material: Material) -> HttpResponse:
    """There again, for those who could see it before."""
    services.restore_material(actor=request.user, material=material)
    return _done(request, "material", material.event, _("It is back."))


@page(Permission.EVENT_EDIT, find=run_event)
def material_tell(request: PersonRequest, event: Event) -> HttpResponse:
    """The letter to those who took part, after one question that says how many they are."""
    if request.method == "POST":
        services.tell_of_material(actor=request.user, event=event)
        text = _("The letters leave in ten minutes; until then you can undo it.")
        return _done(request, "material", event, text)
    count = took_part(event).count()
    context = {
        "question": _("Tell those who took part that there is material?"),
        "text": services.why_not_tell(event),
        "consequences": [
            {"count": count, "text": ngettext("person gets a letter", "persons get a letter", count)}
        ],
        "button": _("Send the letters"),
        "cancel_href": reverse("events:material", args=[event.public_id]),
    }
    return render(request, "ui/confirm.html", context)


@page(Permission.EVENT_EDIT, find=run_event)
@require_POST
def material_stop(request: PersonRequest, event: Event) -> HttpResponse:
    """Undo the letters while they wait."""
    services.stop_material_letters(actor=request.user, event=event)
    return _done(request, "material", event, _("The letters are stopped. Nobody has been told anything."))


@page(Permission.EVENT_EDIT, find=run_event)
def picture_new(request: PersonRequest, event: Event) -> HttpResponse:
    """A picture from the event."""
    form = PictureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        picture_services.add_picture(actor=request.user, event=event, picture=form.picture())
        return _done(request, "material", event, _("The picture is added."))
    return render(request, "events/office/picture_edit.html", {"event": event, "form": form})


@page(Permission.EVENT_EDIT, find=run_picture)
def picture_edit(request: PersonRequest, picture: EventPicture) -> HttpResponse:
    """Other words about a picture."""
    form = PictureForm.of(picture, request.POST or None)
    if request.method == "POST" and form.is_valid():
        picture_services.change_picture(actor=request.user, picture=picture, words=form.cleaned_data)
        return _done(request, "material", picture.event, _("The picture is saved."))
    context = {"event": picture.event, "form": form, "picture": picture}
    return render(request, "events/office/picture_edit.html", context)


@page(Permission.EVENT_EDIT, find=run_picture)
@require_POST
def picture_remove(request: PersonRequest, picture: EventPicture) -> HttpResponse:
    """Take it away at once."""
    picture_services.remove_picture(actor=request.user, picture=picture)
    return _done(request, "material", picture.event, _("The picture is removed."))


@page(Permission.EVENT_EDIT, find=run_material)
@require_safe
def material_file(request: PersonRequest, material: Material) -> HttpResponseBase:
    """The file, for the office."""
    return file_response(material.file) if material.file else redirect(material.link)


def _done(request: PersonRequest, name: str, event: Event, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect(f"events:{name}", event_id=event.public_id)
