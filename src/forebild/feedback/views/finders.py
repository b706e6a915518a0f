"""How this room's pages find what they are about: among what the person may know, else 404."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from forebild.feedback.models import Answer, Dispatch, Letter
from forebild.feedback.permissions import can_write_letters
from forebild.feedback.queries import answers_in, dispatches_in, letters_in, own_letters
from forebild.programme.models import Edition
from forebild.programme.queries import current_programme
from forebild.shared.permissions import Actor


def edition_of(actor: Actor, edition_year: int) -> Edition:
    """The edition of that year."""
    editions = Edition.objects.for_actor(actor).select_related("programme")
    return get_object_or_404(editions, programme=current_programme(), year=edition_year)


def _handled_edition(actor: Actor, edition_year: int) -> Edition:
    """The edition, for those who handle its letters: to others, nothing in it is found."""
    edition = edition_of(actor, edition_year)
    if not can_write_letters(actor, edition).allowed:
        raise Http404
    return edition


def handled_letter(actor: Actor, edition_year: int, letter_id: str) -> Letter:
    """A letter that is not closed to the actor."""
    edition = _handled_edition(actor, edition_year)
    return get_object_or_404(letters_in(edition, actor), public_id=letter_id)


def open_dispatch(actor: Actor, edition_year: int, dispatch_id: str) -> Dispatch:
    """Something sent together that the actor may know of."""
    edition = _handled_edition(actor, edition_year)
    for dispatch in dispatches_in(edition, actor):
        if dispatch.public_id == dispatch_id:
            dispatch.edition = edition
            return dispatch
    raise Http404


def heard_answer(actor: Actor, edition_year: int, answer_id: str) -> Answer:
    """An answer to a letter that is not closed to the actor."""
    edition = _handled_edition(actor, edition_year)
    return get_object_or_404(answers_in(edition, actor), public_id=answer_id)


def own_letter(actor: Actor, entry_id: str) -> Letter:
    """The letter to one's own company about this entry, once it has come."""
    return get_object_or_404(own_letters(actor), entry__public_id=entry_id)
