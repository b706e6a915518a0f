"""`@page`: every view names its permission, and gets the thing it shows already fetched and authorised.

    @page(Permission.ENTRY_EDIT, find=own_entry)
    def entry_edit(request, entry): …

`find(actor, **what the address holds)` starts from `for_actor`, so a thing that the person may not know of
is simply not found (404), before any question of permission is asked.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from forebild.shared import kept
from forebild.shared.errors import NotAllowed, Refusal
from forebild.shared.permissions import Permission, demand

# These are asked of somebody not signed in, too: the demo's mailbox holds the codes to sign in with.
OPEN_TO_ALL = {Permission.PUBLIC, Permission.DEMO_MAILBOX}

Finder = Callable[..., Any]
View = Callable[..., HttpResponseBase]


def page(permission: Permission, *, find: Finder | None = None) -> Callable[[View], View]:
    """Guard a view with `permission`; with `find`, pass the found subject on in place of the address's parts.

    1. Somebody not signed in is sent to sign in, unless the page is open to all; what was typed is kept.
    2. `find` looks the subject up among what the person may know; 404 when it is not there.
    3. The permission's predicate answers; a refusal is a page that says why (403).
    4. A Refusal raised further in becomes a page that says why (409).
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **parts: Any) -> HttpResponseBase:
            if permission not in OPEN_TO_ALL and not request.user.is_authenticated:
                _keep_what_was_typed(request)
                return redirect_to_login(request.get_full_path(), reverse("people:sign_in"))
            try:
                subject = find(request.user, **parts) if find else None
                demand(request.user, permission, subject)
                if permission not in OPEN_TO_ALL and (offered := kept.offer(request)):
                    return offered
                return view(request, subject) if find else view(request, **parts)
            except Refusal as refusal:
                return refused(request, refusal)

        guarded.permission = permission  # type: ignore[attr-defined]  # read by the middleware and tests
        return guarded if permission is Permission.PUBLIC else never_cache(guarded)

    return guard


def _keep_what_was_typed(request: HttpRequest) -> None:
    """Unless the view has done so in a way of its own."""
    if request.method == "POST" and not getattr(request, "is_kept", False):
        kept.keep(request)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that says what may not be done, and why; with what was written, so that it can be copied."""
    status = 403 if isinstance(refusal, NotAllowed) else 409
    context = {"reason": refusal.reason, "texts": kept.typed_in(request)}
    return render(request, "ui/refused.html", context, status=status)
