"""What the company answers a year later: it is right, something has changed, take it back; what happened."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.library.models import Afterwards, GoodExample, Recheck, Withdrawal
from forebild.library.purposes import RECHECK
from forebild.library.services.held import hold_text
from forebild.library.services.remarks import note_wish
from forebild.library.services.taking_away import take_away
from forebild.shared import audit
from forebild.shared.errors import InvalidInput, NotNow
from forebild.shared.links import services as links
from forebild.shared.links.models import Link

Answer = Recheck.Answer
LONGEST_YEAR = max(years for years, _name in Afterwards.YEARS)


def recheck_of(link: Link) -> Recheck:
    """The question that a company's link is about."""
    related = ("example__document", "example__organisation", "example__programme", "example__award__edition")
    return Recheck.objects.select_related(*related).get(public_id=link.subject_id)


def years_since(recheck: Recheck) -> int:
    """How many years after the story the question is asked: 1, 2 or 3; 0 where nothing more is told."""
    first = recheck.example.first_published_at or recheck.asked_at
    years = round((recheck.asked_at - first).days / 365)
    return years if 1 <= years <= LONGEST_YEAR else 0


@transaction.atomic
def answer_recheck(*, link: Link, answer: str, name: str, text: str = "", told: Mapping[str, str]) -> Recheck:
    """The company's answer, once. `text`: what has changed, or why it is taken back.

    `told`: `text_sv`, `text_en` of what happened since, and `may_show` when it may be public as it stands.
    Raises InvalidInput where something is missing, NotNow when the story has been taken up or back.
    """
    recheck = _held(link)
    _demand_whole(answer, name, text)
    links.use(link)
    links.revoke(purpose=RECHECK, subject_id=recheck.public_id)  # the other letter's
    recheck.answer, recheck.answered_at, recheck.answered_by_name = answer, timezone.now(), name.strip()
    recheck.save(update_fields=["answer", "answered_at", "answered_by_name"])
    audit.record(None, "library.recheck.answered", recheck.example, answer=answer)
    _do(recheck, answer, name, text)
    if answer != Answer.TAKE_BACK:
        _tell(recheck, told, name)
    return recheck


def _held(link: Link) -> Recheck:
    """The question, with the story's text held: of two answers at once one is first."""
    hold_text(GoodExample.objects.select_related("document").get(rechecks__public_id=link.subject_id))
    recheck = recheck_of(link)
    if recheck.answered_at or recheck.ended_at or recheck.example.state == "withdrawn":
        raise NotNow(_("The office has taken the story up again. You hear from us when there is a new text."))
    return recheck


def _demand_whole(answer: str, name: str, text: str) -> None:
    missing = {
        "answer": _("Choose one of the answers.") if answer not in Answer.values else "",
        "name": _("Write your name.") if not name.strip() else "",
        "text": _missing_text(answer) if not text.strip() else "",
    }
    if any(missing.values()):
        raise InvalidInput(
            _("Something is missing."), {field: said for field, said in missing.items() if said}
        )


def _missing_text(answer: str) -> str:
    texts = {Answer.CHANGES: _("Write what has changed."), Answer.TAKE_BACK: _("Write why it is taken back.")}
    return texts.get(Answer(answer), "") if answer in Answer.values else ""


def _do(recheck: Recheck, answer: str, name: str, text: str) -> None:
    example = recheck.example
    if answer == Answer.RIGHT:
        example.checked_at = recheck.answered_at
        example.save(update_fields=["checked_at"])
    elif answer == Answer.CHANGES:
        example.company_wish = text.strip()
        example.save(update_fields=["company_wish"])
        note_wish(example, text, name)
    else:
        take_away(actor=None, example=example, reason=text, wish=Withdrawal.Wish.COMPANY, name=name)


def _tell(recheck: Recheck, told: Mapping[str, str], name: str) -> None:
    """What happened since. Public at once only in both languages and with the company's yes to it."""
    texts = {field: told.get(field, "").strip() for field in ("text_sv", "text_en")}
    years, may_show = years_since(recheck), bool(told.get("may_show"))
    if not years or not any(texts.values()):
        return
    if Afterwards.objects.filter(example=recheck.example, years=years, published_at__isnull=False).exists():
        return  # what is public stays until the office changes it
    is_public = may_show and all(texts.values())
    row, _is_new = Afterwards.objects.update_or_create(
        example=recheck.example,
        years=years,
        defaults={
            **texts,
            "told_by_name": name.strip(),
            "told_at": timezone.now(),
            "published_at": timezone.now() if is_public else None,
            "published_by_name": name.strip() if is_public else "",
        },
    )
    audit.record(None, "library.afterwards.told", recheck.example, years=row.years)
