"""What somebody invited opens from the letter: register, with colleagues, or decline with one press."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from forebild.events.models import Invitation
from forebild.events.queries import of_invitation, places_of
from forebild.events.services.inviting import INVITED, decline
from forebild.events.views.registering import Registering
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(INVITED)
def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    """Answer the invitation."""
    invited = of_invitation(link.subject_id)
    if invited is None or invited.state == "stopped":
        raise Http404
    if request.POST.get("act") == "decline":
        decline(link=link, invitation=invited)
        return redirect(request.path)
    if _is_open(invited) and (request.method == "POST" or invited.state != "registered"):
        return Registering(request, invited.event, places_of(invited.event), invited).answer()
    context = {"event": invited.event, "invitation": invited}
    return render(request, "events/invitation_closed.html", context)


def _is_open(invitation: Invitation) -> bool:
    event = invitation.event
    return event.state == "announced" and timezone.now() < event.registration_ends_at
