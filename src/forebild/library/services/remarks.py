"""What is said about a draft: threads among colleagues, the company's wishes, open or settled."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.library.models import GoodExample, Remark
from forebild.people.models import Person
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.permissions import Permission, demand


@transaction.atomic
def say_remark(*, actor: Person, example: GoodExample, text: str, answers: Remark | None = None) -> Remark:
    """Begin a thread, or answer in one. What answers a company's wish is read by the company.

    Raises InvalidInput for an empty text, NotNow for a thread that is settled.
    """
    demand(actor, Permission.EXAMPLE_EDIT, example)
    said = _demand_text(text)
    if answers is not None:
        answers = _thread(example, answers)
        _demand_open(answers)
    remark = Remark.objects.create(
        example=example,
        answers=answers,
        text=said,
        said_by=actor,
        said_by_name=actor.name,
        revision=example.document.revision,
    )
    audit.record(actor, "library.remark.said", example, remark=remark.public_id)
    return remark


@transaction.atomic
def note_wish(example: GoodExample, text: str, name: str = "") -> Remark:
    """The company's wish as a thread, called by what the company does through its link."""
    return Remark.objects.create(
        example=example,
        voice=Remark.Voice.COMPANY,
        text=_demand_text(text),
        said_by_name=name.strip() or example.organisation.name,
        revision=example.document.revision,
    )


@transaction.atomic
def settle_remark(*, actor: Person, remark: Remark) -> None:
    """Say that nothing is left to do about a thread; after the company's last wish nothing waits for it."""
    demand(actor, Permission.EXAMPLE_EDIT, remark.example)
    thread = _thread(remark.example, remark)
    _demand_open(thread)
    thread.settled_at, thread.settled_by_name = timezone.now(), actor.name
    thread.save(update_fields=["settled_at", "settled_by_name"])
    wishes = Remark.objects.filter(example=thread.example_id, voice=Remark.Voice.COMPANY, settled_at=None)
    if thread.is_wish and not wishes.exists():
        GoodExample.objects.filter(pk=thread.example_id).update(company_wish="")
    audit.record(actor, "library.remark.settled", remark.example, remark=thread.public_id)


@transaction.atomic
def reopen_remark(*, actor: Person, remark: Remark) -> None:
    """There is something left after all; nothing happens to a thread that is open."""
    demand(actor, Permission.EXAMPLE_EDIT, remark.example)
    thread = _thread(remark.example, remark)
    if not thread.is_settled:
        return
    thread.settled_at, thread.settled_by_name = None, ""
    thread.save(update_fields=["settled_at", "settled_by_name"])
    audit.record(actor, "library.remark.reopened", remark.example, remark=thread.public_id)


def _thread(example: GoodExample, remark: Remark) -> Remark:
    """The thread as it is stored now, held; an answer stands for the thread that it is in."""
    found = Remark.objects.select_for_update(of=["self"]).get(pk=remark.answers_id or remark.pk)
    if found.example_id != example.pk:
        raise ValueError("The remark is about another story")
    return found


def _demand_open(thread: Remark) -> None:
    if thread.is_settled:
        raise NotNow(_("This is settled. Take it up again to say more."))


def _demand_text(text: str) -> str:
    if not text.strip():
        raise InvalidInput(_("Write what you want to say."), {"text": _("Write what you want to say.")})
    return text.strip()
