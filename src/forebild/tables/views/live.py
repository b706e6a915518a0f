"""A part of a page that the browser asks for again and again: nothing (304) while its mark still holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

NOT_CHANGED = 304


def answered(request: HttpRequest, mark: str, template: str, context: dict[str, Any]) -> HttpResponse:
    """The part drawn anew, or that what the browser has still holds."""
    tag = f'"{mark}"'
    if request.headers.get("If-None-Match") == tag:
        response = HttpResponse(status=NOT_CHANGED)
    else:
        response = render(request, template, context)
    response.headers["ETag"] = tag
    return response
