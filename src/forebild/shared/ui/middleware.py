"""What holds for every page: a named permission, and no cache that mixes people up."""

from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]

# Views that we did not write guard themselves: signing in, the static files of a development server.
GUARD_THEMSELVES = ("allauth.", "django.")

log = structlog.get_logger(__name__)


def private_unless_public(get_response: Respond) -> Respond:
    """No answer is kept by caches unless its view said that it may be."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def every_page_names_its_permission(get_response: Respond) -> Respond:
    """Refuse a view without `.permission` (see `shared.pages.page`): forgetting one must shut, not open.

    It raises where developers see it (DEBUG, tests) and answers 403 elsewhere.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if hasattr(view, "permission") or view.__module__.startswith(GUARD_THEMSELVES):
            return
        name = f"{view.__module__}.{getattr(view, '__qualname__', view)}"
        if settings.UNNAMED_PAGES_RAISE:
            raise ImproperlyConfigured(f"{name} names no permission: guard it with @page.")
        log.error("page_without_permission", view=name)
        raise PermissionDenied

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware
