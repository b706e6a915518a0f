"""A year later: the company is asked once whether to do it again, with its last answers filled in."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from forebild.assessment import notices
from forebild.assessment.asked import read_set
from forebild.assessment.before import fields_before
from forebild.assessment.models import Answering, Assessment, QuestionSet
from forebild.assessment.queries.sittings import first_answering
from forebild.assessment.services.beginning import new_sitting
from forebild.assessment.services.held import hold
from forebild.assessment.services.opening import SITTING
from forebild.assessment.services.saving import KEPT_OPEN
from forebild.shared import audit
from forebild.shared.links import services as links
from forebild.shared.links.models import Link
from forebild.shared.outbox.services import Recipient, queue
from forebild.shared.ui.dates import day_in_full
from forebild.shared.urls import site_url
from forebild.shared.writing.services import save_fields

AGAIN = "assessment.again"  # the purpose of the link in the letter
ASK_AFTER = timedelta(days=345)  # eleven months and some days
ASK_UNTIL = timedelta(days=395)  # who was not asked by then is not asked any more
_OPEN_FOR = timedelta(days=90)


@transaction.atomic
def ask_again_due() -> int:
    """By the clock: those whose result is a year old get one letter; how many."""
    now = timezone.now()
    due = Assessment.objects.handed_in().filter(
        confirmed_at__isnull=False,
        may_be_asked_again=True,
        asked_again_at=None,
        following=None,
        handed_in_at__lte=now - ASK_AFTER,
        handed_in_at__gt=now - ASK_UNTIL,
    )
    locked = due.select_related("organisation").select_for_update(of=("self",), skip_locked=True)
    asked = list(locked.order_by("pk"))
    for assessment in asked:
        _ask(assessment, now)
    return len(asked)


def _ask(assessment: Assessment, now: datetime) -> None:
    assessment.asked_again_at = now
    assessment.save(update_fields=["asked_again_at"])
    token = links.issue(
        purpose=AGAIN,
        subject_id=assessment.public_id,
        email=assessment.email,
        lifetime=_OPEN_FOR,
        single_use=False,
    )
    language, handed_in_at = assessment.language, assessment.handed_in_at or now
    queue(
        notice=notices.AGAIN,
        to=Recipient(assessment.email, language),
        values={
            "company": assessment.company,
            "when": day_in_full(timezone.localdate(handed_in_at), language),
            "link": site_url("assessment:again", language, token=token),
        },
        key=f"{notices.AGAIN.kind}:{assessment.public_id}",
    )
    audit.record(None, "assessment.assessment.asked_again", assessment)


@transaction.atomic
def ask_no_more(*, assessment: Assessment) -> Assessment:
    """No letter next year, and none from the years after."""
    return _may_be_asked(assessment, False)


@transaction.atomic
def let_be_asked(*, assessment: Assessment) -> Assessment:
    """Write to us again after all."""
    return _may_be_asked(assessment, True)


def _may_be_asked(assessment: Assessment, wish: bool) -> Assessment:
    assessment = hold(assessment)
    assessment.may_be_asked_again = wish
    assessment.save(update_fields=["may_be_asked_again"])
    return assessment


@transaction.atomic
def begin_again(*, link: Link) -> tuple[Assessment, str]:
    """By the link in the letter: a new sitting of the newest version, and the token of its pages.

    Pressed twice it is the same one.
    """
    links.use(link)
    previous = hold(Assessment.objects.get(public_id=link.subject_id))
    following = previous.following.exclude(state="withdrawn").first()
    if following is None:
        following = _following(previous)
        audit.record(None, "assessment.assessment.begun_again", following)
    token = links.issue(
        purpose=SITTING,
        subject_id=following.public_id,
        email=following.email,
        lifetime=KEPT_OPEN,
        single_use=False,
    )
    return following, token


def _following(previous: Assessment) -> Assessment:
    newest = QuestionSet.objects.open().filter(key=previous.question_set.key).first()
    known = (
        "organisation",
        "organisation_name",
        "county",
        "division",
        "size",
        "email",
        "person",
        "is_vouched",
    )
    following = new_sitting(
        programme=previous.programme,
        question_set=newest or previous.question_set,
        language=previous.language,
        previous=previous,
        confirmed_at=timezone.now(),
        may_be_asked_again=previous.may_be_asked_again,
        **{name: getattr(previous, name) for name in known},
    )
    _fill_in(first_answering(following), previous)
    return following


def _fill_in(answering: Answering, previous: Assessment) -> None:
    """Last time's answers, where this version asks alike."""
    asked = read_set(answering.assessment.question_set.data)
    fields = fields_before(asked, previous)
    document = answering.document
    save_fields(
        actor=None,
        document=document,
        changes=fields,
        base_revision=document.revision,
        allowed=list(fields),
    )
