"""What holds for every page: a named permission, and no cache that mixes people up."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Respond = Callable[[HttpRequest], HttpResponse]


def private_unless_public(get_response: Respond) -> Respond:
    """No answer is kept by caches unless its view said that it may be."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "private, no-store"
        return response

    return middleware


def every_page_names_its_permission(get_response: Respond) -> Respond:
    return get_response
