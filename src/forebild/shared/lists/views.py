"""Saving and deleting a person's own view of a list; both lead back to the list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forebild.shared.lists.models import SavedView
from forebild.shared.lists.services.saved_views import delete_view, save_view
from forebild.shared.pages import page
from forebild.shared.permissions import Actor, Permission


def own_view(actor: Actor, public_id: str) -> SavedView:
    """One of the actor's own; another's is not found."""
    return get_object_or_404(SavedView.objects.for_actor(actor), public_id=public_id)


@page(Permission.SIGNED_IN)
@require_POST
def saved_view_save(request: HttpRequest) -> HttpResponse:
    """Save the address that the form holds."""
    posted = request.POST
    view = save_view(
        actor=request.user,
        list_key=posted.get("list_key", "")[:60],
        name=posted.get("name", ""),
        query=posted.get("query", ""),
    )
    messages.success(request, _("The view “%(name)s” is saved.") % {"name": view.name})
    return redirect(f"{_way_back(request)}?{view.query}")


@page(Permission.SIGNED_IN, find=own_view)
@require_POST
def saved_view_delete(request: HttpRequest, view: SavedView) -> HttpResponse:
    """Delete the view."""
    delete_view(actor=request.user, view=view)
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return redirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    """The list's own path, as the form says; home where that leads out of the house."""
    path = request.POST.get("path", "").partition("?")[0]
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else "/"
