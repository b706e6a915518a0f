"""History, comparison, and going back: pages that know neither their address nor who may see them."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils.translation import gettext as _

from forebild.shared.writing import queries
from forebild.shared.writing.models import Document, Version
from forebild.shared.writing.services import Saved, restore_version

_BASE = "ui/office.html"


def history_page(
    request: HttpRequest,
    document: Document,
    *,
    title: str,
    compare_url: str,
    back_url: str,
    base: Any = _BASE,
) -> HttpResponse:
    """All versions, newest first, with a form that compares two of them."""
    versions = list(queries.history(document))
    context = {
        "base": base,
        "title": title,
        "document": document,
        "versions": versions,
        "most": queries.MOST_LISTED,
        "compare_url": compare_url,
        "back_url": back_url,
    }
    return render(request, "writing/history.html", context)


def compare_page(
    request: HttpRequest,
    document: Document,
    labels: Mapping[str, str],
    *,
    title: str,
    history_url: str,
    restore_url: str = "",
    in_words: queries.InWords = lambda _name, value: value,
    base: Any = _BASE,
) -> HttpResponse:
    """What changed from `?from=` to `?to=` (versions' public ids; without `to`, to what it says now).

    Only the fields in `labels` are shown, by `in_words` where they are stored as keys. Without
    `restore_url` there is no button to go back.
    """
    before = _version(document, request.GET.get("from", ""))
    wanted = request.GET.get("to", "")
    after = _version(document, wanted) if wanted else None
    context = {
        "base": base,
        "title": title,
        "document": document,
        "before": before,
        "after": after,
        "differences": queries.differences(
            before.fields, after.fields if after else document.fields, labels, in_words
        ),
        "history_url": history_url,
        "restore_url": restore_url,
    }
    return render(request, "writing/compare.html", context)


def restore(
    request: HttpRequest,
    document: Document,
    *,
    back_url: str,
    restore: Callable[..., Saved] = restore_version,
) -> HttpResponseBase:
    """Go back to the posted `version`, then to `back_url`; a Refusal is for the caller's `@page`."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    version = _version(document, request.POST.get("version", ""))
    restore(actor=request.user, document=document, version=version)
    messages.success(request, _("The earlier version is back. What was written since is in the history."))
    return HttpResponseRedirect(back_url)


def _version(document: Document, public_id: str) -> Version:
    version = document.versions.filter(public_id=public_id).first()
    if version is None:
        raise Http404
    return version
