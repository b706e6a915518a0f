"""The one way in which a browser saves while somebody types.

asks     {"revision": 7, "fields": {"summary": "…"}, "tab": "k3x9"}       or the same as form data
answers  200 {"revision": 8, "saved_at": "14.02", "others": ["Namn"],
              "conflicts": {"summary": {"theirs": "…", "mine": "…", "by": "Namn"}},
              "updates": {"title": "…"}}
         400 the question cannot be understood, or a value cannot be stored   {"error", "fields"}
         403 not allowed any more      409 closed      413 too large          {"error", "fields"}
"""

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.shared.errors import InvalidInput, NotAllowed, Refusal
from forebild.shared.writing.errors import TooLarge
from forebild.shared.writing.models import Document
from forebild.shared.writing.services import Saved, note_presence, save_fields

Save = Callable[..., Saved]
_ASIDE = {"csrfmiddlewaretoken", "revision", "tab"}  # what a form sends beside its fields


@dataclass(frozen=True)
class Question:
    """What the browser asks to have saved."""

    revision: int
    fields: Mapping[str, Any]
    tab: str


def autosave(
    request: HttpRequest, document: Document, allowed: Collection[str], *, save: Save = save_fields
) -> JsonResponse:
    """Save the request's fields, as far as they are in `allowed`, and tell who else is here.

    `save` is the app's own service where more than the writing must be asked (is the call still open?);
    it takes what `save_fields` takes, and its Refusal becomes a text beside the form.
    """
    if request.method != "POST":
        return JsonResponse({"error": _("Only what is sent as a form is saved.")}, status=405)
    try:
        question = read(request, allowed)
        saved = save(
            actor=request.user,
            document=document,
            changes=question.fields,
            base_revision=question.revision,
            allowed=allowed,
            tab=question.tab,
        )
    except Refusal as refusal:
        return _refused(refusal)
    return JsonResponse(_answer(saved, note_presence(actor=request.user, document=document)))


def read(request: HttpRequest, allowed: Collection[str]) -> Question:
    """The question, from JSON or from a plain form. Raises InvalidInput or TooLarge."""
    try:
        if request.content_type == "application/json":
            return _from_json(json.loads(request.body))
        return _from_form(request, allowed)
    except RequestDataTooBig as error:
        raise TooLarge(_("The whole document is too large. Shorten the longest texts.")) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise InvalidInput(_("The form could not be read. Reload the page; your text is kept.")) from error


def _from_json(asked: Any) -> Question:
    fields, revision = asked["fields"], asked["revision"]
    if not isinstance(fields, dict) or not isinstance(revision, int) or isinstance(revision, bool):
        raise TypeError("fields is an object, revision a whole number")
    return Question(revision, fields, str(asked.get("tab", "")))


def _from_form(request: HttpRequest, allowed: Collection[str]) -> Question:
    """A plain form says nothing of what kind a value is: one value is a text, several are a list."""
    sent = {
        name: values[0] if len(values) == 1 else [str(value) for value in values]
        for name, values in request.POST.lists()
        if name in allowed and name not in _ASIDE
    }
    return Question(int(request.POST["revision"]), sent, request.POST.get("tab", ""))


def _answer(saved: Saved, others: list[str]) -> dict[str, Any]:
    return {
        "revision": saved.revision,
        "saved_at": f"{timezone.localtime(saved.saved_at):%H.%M}",
        "others": [name or _("Somebody else") for name in others],
        "conflicts": {
            name: {"theirs": both.theirs, "mine": both.mine, "by": both.by or _("Somebody else")}
            for name, both in saved.conflicts.items()
        },
        "updates": saved.updates,
    }


def _refused(refusal: Refusal) -> JsonResponse:
    fields = refusal.fields if isinstance(refusal, InvalidInput) else {}
    return JsonResponse({"error": refusal.reason, "fields": fields}, status=_status(refusal))


def _status(refusal: Refusal) -> int:
    statuses = ((TooLarge, 413), (InvalidInput, 400), (NotAllowed, 403))
    return next((status for kind, status in statuses if isinstance(refusal, kind)), 409)
