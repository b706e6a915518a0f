"""A letter's way: drafted, written, handed over, approved by the jury's leaders, or returned."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from forebild.competition.models import Entry
from forebild.feedback.content import TEXTS, compose
from forebild.feedback.models import Letter, LetterDecision
from forebild.feedback.queries import entries_without_letter, source_texts
from forebild.feedback.states import LETTER
from forebild.jury.services.rulings import hold
from forebild.people.models import Person
from forebild.programme.models import Edition
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow, Overtaken
from forebild.shared.permissions import Permission, demand
from forebild.shared.writing import services as writing
from forebild.shared.writing.models import Document

LONGEST = 6000  # characters a text; a letter that nobody reads to its end helps nobody


@transaction.atomic
def draft_letters(*, actor: Person, edition: Edition) -> int:
    """Begin a letter to every judged entry that has none, from what the jurors wrote; returns how many.

    Entries that `actor` stands aside from are left for somebody else.
    """
    demand(actor, Permission.FEEDBACK_WRITE, edition)
    hold(edition)  # of two presses one drafts
    entries = list(entries_without_letter(edition, actor).select_related("edition__programme"))
    for entry in entries:
        letter = _draft(actor, entry)
        audit.record(actor, "feedback.letter.drafted", letter, edition=edition)
    return len(entries)


def _draft(actor: Person, entry: Entry) -> Letter:
    source = source_texts(entry, actor)
    with translation.override(entry.language):
        opening = _(
            "Thank you for your entry in %(edition)s. The jury has read it with care. Here is what it saw."
        ) % {"edition": entry.edition.name}
    fields = {"opening": opening, "strengths": source.strengths, "opportunities": source.opportunities}
    return Letter.objects.create(
        entry=entry,
        language=entry.language,
        document=writing.new_document(kind="feedback_letter", fields=fields, actor=actor),
        drafted_by=actor,
    )


def _held(letter: Letter) -> Letter:
    """The letter, its row and its text held until the transaction ends."""
    related = ("entry__edition__programme", "entry__organisation", "document")
    held = Letter.objects.select_related(*related).select_for_update(of=["self", "document"])
    return held.get(pk=letter.pk)


@transaction.atomic
def save_letter(
    *,
    actor: Person,
    document: Document,
    changes: Mapping[str, Any],
    base_revision: int,
    allowed: Collection[str] = TEXTS,
    tab: str = "",
) -> writing.Saved:
    """Keep what is written: in a draft by whoever writes letters, in one that waits by those who approve.

    Raises NotNow for a letter that is approved: it stands as it is until it is taken up again.
    """
    letter = _held(Letter.objects.get(document=document))
    _demand_may_write(actor, letter)
    return writing.save_fields(
        actor=actor, document=document, changes=changes, base_revision=base_revision, allowed=allowed, tab=tab
    )


@transaction.atomic
def restore_letter(*, actor: Person, document: Document, version: Any) -> writing.Saved:
    """Bring an earlier version back, where one may write."""
    _demand_may_write(actor, _held(Letter.objects.get(document=document)))
    return writing.restore_version(actor=actor, document=document, version=version)


def _demand_may_write(actor: Person, letter: Letter) -> None:
    if letter.state not in ("draft", "waiting"):
        raise NotNow(_("The letter is approved and stands as it is. Take it up again to change it."))
    is_draft = letter.state == "draft"
    demand(actor, Permission.FEEDBACK_WRITE if is_draft else Permission.FEEDBACK_APPROVE, letter)


def _demand_words(letter: Letter) -> None:
    """Something in each of the texts, and not too much. Raises InvalidInput with a text per field."""
    fields = letter.document.fields
    wrong = {name: _("Write something here.") for name in TEXTS if not str(fields.get(name) or "").strip()}
    wrong |= {
        name: _("Shorten this to %(most)d characters.") % {"most": LONGEST}
        for name in TEXTS
        if len(str(fields.get(name) or "")) > LONGEST
    }
    if wrong:
        raise InvalidInput(_("Something in the letter is missing or too long."), wrong)


@transaction.atomic
def hand_over_letter(*, actor: Person, letter: Letter) -> None:
    """The writer is done: the letter waits for the jury's leaders."""
    demand(actor, Permission.FEEDBACK_WRITE, letter)
    held = _held(letter)
    _demand_words(held)
    LETTER.move(held, "hand_over")
    letter.state = held.state
    audit.record(actor, "feedback.letter.handed_over", letter, edition=held.entry.edition)


@transaction.atomic
def approve_letter(*, actor: Person, letter: Letter, expected_revision: int) -> None:
    """Approve the letter as it stands, with its bands and examples; that is what leaves.

    Raises Overtaken when its text is another than the one that was read.
    """
    demand(actor, Permission.FEEDBACK_APPROVE, letter)
    held = _held(letter)
    if held.document.revision != expected_revision:
        raise Overtaken(_("The text has been changed since you opened it. Read it once more."))
    _demand_words(held)
    LETTER.move(held, "approve", content=compose(held))
    letter.state, letter.content = held.state, held.content
    _decide(actor, held, LetterDecision.Kind.APPROVED)
    audit.record(actor, "feedback.letter.approved", letter, edition=held.entry.edition)


@transaction.atomic
def return_letter(*, actor: Person, letter: Letter, reason: str) -> None:
    """Back to the writer, with what should be different."""
    demand(actor, Permission.FEEDBACK_APPROVE, letter)
    if not reason.strip():
        raise InvalidInput(
            _("Say what should be different."), {"reason": _("Write what should be different.")}
        )
    held = _held(letter)
    LETTER.move(held, "return")
    letter.state = held.state
    _decide(actor, held, LetterDecision.Kind.RETURNED, reason.strip())
    audit.record(actor, "feedback.letter.returned", letter, edition=held.entry.edition)


@transaction.atomic
def reopen_letter(*, actor: Person, letter: Letter) -> None:
    """Take an approved letter up again, before it is sent; it needs a new approval."""
    demand(actor, Permission.FEEDBACK_APPROVE, letter)
    held = _held(letter)
    LETTER.move(held, "reopen", content=None)
    letter.state, letter.content = held.state, None
    _decide(actor, held, LetterDecision.Kind.REOPENED)
    audit.record(actor, "feedback.letter.reopened", letter, edition=held.entry.edition)


def _decide(actor: Person, letter: Letter, kind: str, reason: str = "") -> None:
    LetterDecision.objects.create(
        letter=letter, kind=kind, reason=reason, revision=letter.document.revision, decided_by=actor
    )
