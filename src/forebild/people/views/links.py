"""What people open from their mail: an invitation, a request to join. A GET changes nothing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from forebild.people.services import editors
from forebild.shared.links.models import Link
from forebild.shared.links.pages import safe_link


@safe_link(editors.INVITATION)
def invitation(request: HttpRequest, link: Link) -> HttpResponse:
    """Become an editor of the company that invites."""
    if request.method == "POST":
        membership = editors.accept_invitation(link=link)
        messages.success(
            request,
            _("You are now an editor of %(company)s. Sign in with your e-mail to begin.")
            % {"company": membership.organisation.name},
        )
        return redirect("people:organisation", organisation_id=membership.organisation.public_id)
    organisation, person = editors.parties(link)
    return render(
        request,
        "ui/confirm.html",
        {
            "question": _("Write for %(company)s?") % {"company": organisation.name},
            "text": _(
                "You become an editor together with those who write for the company now. "
                "You sign in with %(email)s."
            )
            % {"email": person.email},
            "button": _("Become an editor"),
        },
    )


@safe_link(editors.JOIN)
def join_request(request: HttpRequest, link: Link) -> HttpResponse:
    """Let somebody who asked become an editor."""
    organisation, person = editors.parties(link)
    if request.method == "POST":
        editors.let_in(link=link)
        messages.success(request, _("%(name)s is now an editor.") % {"name": person})
        return redirect("people:organisation", organisation_id=organisation.public_id)
    return render(
        request,
        "ui/confirm.html",
        {
            "question": _("Let %(name)s write for %(company)s?")
            % {"name": person, "company": organisation.name},
            "text": _("The person asked with the address %(email)s. Say yes only if you know who it is.")
            % {"email": person.email},
            "button": _("Let in"),
        },
    )
