"""The demo's mailbox: what each person received. Only in the demo, where nobody is real."""

from __future__ import annotations

import io

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from forebild.shared.outbox.forms import AddressForm
from forebild.shared.outbox.mailbox import Delivered, Enclosed, addresses, read, read_one
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission


def demo_only(actor: Actor) -> None:
    """Outside the demo there is no such page, whatever the permission says."""
    if not settings.DEMO:
        raise Http404


def demo_letter(actor: Actor, letter_id: str) -> Delivered:
    """One letter in the demo's mailbox."""
    demo_only(actor)
    found = read_one(settings.MAILBOX_DIR, letter_id)
    if found is None:
        raise Http404
    return found


def demo_attachment(actor: Actor, letter_id: str, number: int) -> Enclosed:
    """One file of one letter, counted from 1."""
    attachments = demo_letter(actor, letter_id).attachments
    if not 1 <= number <= len(attachments):
        raise Http404
    return attachments[number - 1]


@page(Permission.DEMO_MAILBOX, find=demo_only)
@require_safe
def mailbox(request: HttpRequest, _found: None) -> HttpResponse:
    """Choose a person, see their letters, newest first."""
    form = AddressForm(request.GET, addresses=addresses(settings.MAILBOX_DIR))
    chosen = form.cleaned_data["address"] if form.is_valid() else ""
    letters = read(settings.MAILBOX_DIR, chosen or None)
    return render(request, "outbox/mailbox.html", {"form": form, "letters": letters, "chosen": chosen})


@page(Permission.DEMO_MAILBOX, find=demo_letter)
@require_safe
def mailbox_letter(request: HttpRequest, letter: Delivered) -> HttpResponse:
    """One letter as text; only its own buttons are links."""
    return render(request, "outbox/mailbox_letter.html", {"letter": letter})


@page(Permission.DEMO_MAILBOX, find=demo_attachment)
@require_safe
def mailbox_attachment(request: HttpRequest, attachment: Enclosed) -> FileResponse:
    """A file, always as a download."""
    return FileResponse(
        io.BytesIO(attachment.content),
        as_attachment=True,
        filename=attachment.name,
        content_type="application/octet-stream",
    )
