"""What the office's pages show of the outbox."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from forebild.shared.outbox.markup import Text, fill
from forebild.shared.outbox.models import LANGUAGES, Message, MessageQuerySet, NoticeText
from forebild.shared.outbox.notices import NOTICES, Notice, shipped_text
from forebild.shared.outbox.states import FAILED, HELD, NEW, SENT, UNKNOWN
from forebild.shared.permissions import Actor

NEEDS_A_PERSON = [UNKNOWN, FAILED]
_ADDRESS_LINE = re.compile(r"^https?://\S+$", re.MULTILINE)


class StateCount(TypedDict):
    """One state's name and how many messages are in it."""

    state: str
    label: str
    count: int


@dataclass(frozen=True)
class Batch:
    """How far a batch of letters has come; `leaves_at` while it is held for a time."""

    name: str
    total_count: int
    held_count: int
    waiting_count: int
    sent_count: int
    trouble_count: int
    leaves_at: datetime | None

    @property
    def may_stop(self) -> bool:
        """Whether there is anything left to stop."""
        return bool(self.held_count or self.waiting_count)


@dataclass(frozen=True)
class NoticeRow:
    """A notice in one language, and whether the office has its own words for it."""

    kind: str
    language: str
    is_edited: bool
    subject: str  # as it would arrive: what the office knows the letter by


def messages_shown(actor: Actor, *, state: str = "", batch: str = "", words: str = "") -> MessageQuerySet:
    """The list, filtered by state, batch, and words found in address, subject or kind."""
    found = Message.objects.for_actor(actor)
    if state:
        found = found.filter(state=state)
    if batch:
        found = found.filter(batch=batch)
    if words:
        match = Q(to_email__icontains=words) | Q(kind__icontains=words)
        found = found.filter(match | Q(subject__icontains=words, is_private=False))
    return found.defer("html", "text")


def state_counts(actor: Actor) -> list[StateCount]:
    """Every state with its number of messages, in the order of a message's way."""
    found = dict(Message.objects.for_actor(actor).order_by().values_list("state").annotate(count=Count("pk")))
    return [
        {"state": state, "label": str(label), "count": found.get(state, 0)}
        for state, label in Message.State.choices
    ]


def batch_progress(actor: Actor, batch: str) -> Batch:
    """Where a batch stands; all zero for one that does not exist."""
    counts = (
        Message.objects.for_actor(actor)
        .filter(batch=batch)
        .aggregate(
            total_count=Count("pk"),
            held_count=Count("pk", filter=Q(state=HELD)),
            waiting_count=Count("pk", filter=Q(state=NEW)),
            sent_count=Count("pk", filter=Q(state=SENT)),
            trouble_count=Count("pk", filter=Q(state__in=NEEDS_A_PERSON)),
            leaves_at=Min("not_before", filter=Q(state=HELD)),
        )
    )
    return Batch(name=batch, **counts)


def notice_rows() -> list[NoticeRow]:
    """Every declared notice in every language."""
    edited = {(each.kind, each.language): Text(each.subject, each.body) for each in NoticeText.objects.all()}
    return [
        NoticeRow(
            kind,
            language,
            own is not None,
            subject_of(notice, language, own or shipped_text(notice, language)),
        )
        for kind, notice in sorted(NOTICES.items())
        for language in LANGUAGES
        for own in [edited.get((kind, language))]
    ]


def subject_of(notice: Notice, language: str, words: Text) -> str:
    """The subject with the notice's sample values."""
    return fill(Text(words.subject, ""), notice.samples, language).subject


def is_edited(kind: str, language: str) -> bool:
    """Whether the office has its own words for this notice."""
    return NoticeText.objects.filter(kind=kind, language=language).exists()


def text_for_office(message: Message) -> str:
    """The words, without what only the recipient may use: personal addresses, and codes."""
    if message.is_private:
        return _("This letter holds a code or the like. Only the recipient may read it.")
    return _ADDRESS_LINE.sub(_("(the recipient’s own address)"), message.text)
