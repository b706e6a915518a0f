"""Who may do what: every permission on one screen, and one predicate for each.

An app's `permissions.py` answers for its names:

    @rule(Permission.ENTRY_EDIT)
    def can_edit_entry(actor: Actor, entry: Entry) -> Answer:
        return yes() if entry.is_edited_by(actor) else no(_("Only the company's own editors …"))

Views name their permission with `@page` (shared.pages), templates ask `{% may %}`, services call
`demand`. A conflict of interest beats every role.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from forebild.shared.errors import NotAllowed

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Actor = Any  # people.Person, or Django's AnonymousUser; shared may not know people


class Permission(StrEnum):
    """The product on one screen: area.thing.action."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"

    # people
    ORGANISATION_EDIT = "people.organisation.edit"
    ORGANISATION_CORRECT = "people.organisation.correct"
    ORGANISATION_HAND_OVER = "people.organisation.hand_over"

    # programme
    OFFICE_WORK = "programme.office.work"
    PROGRAMME_EDIT = "programme.programme.edit"
    EDITION_PLAN = "programme.edition.plan"
    PAGE_EDIT = "programme.page.edit"
    ROLE_GRANT = "programme.role.grant"

    # competition
    FORM_BUILD = "competition.form.build"
    NOMINATION_HANDLE = "competition.nomination.handle"
    ENTRY_LIST = "competition.entry.list"
    ENTRY_START = "competition.entry.start"
    ENTRY_EDIT = "competition.entry.edit"
    ENTRY_SUBMIT = "competition.entry.submit"
    ENTRY_WITHDRAW = "competition.entry.withdraw"
    ENTRY_READ = "competition.entry.read"
    EXTENSION_GRANT = "competition.extension.grant"
    ELIGIBILITY_DECIDE = "competition.eligibility.decide"
    CITATION_CORRECT = "competition.citation.correct"
    CITATION_APPROVE = "competition.citation.approve"

    # events
    EVENT_EDIT = "events.event.edit"
    EVENT_REGISTER = "events.event.register"
    REGISTRATION_HANDLE = "events.registration.handle"

    # tours
    TOUR_PLAN = "tours.tour.plan"
    VISITOR_HANDLE = "tours.visitor.handle"
    # tables
    TABLE_PLAN = "tables.plan.make"
    NOTES_LEAD = "tables.notes.lead"
    NOTES_KEPT = "tables.kept.read"
    # door
    DOOR_RUN = "door.door.run"

    # jury
    JUROR_INVITE = "jury.juror.invite"
    JURY_SERVE = "jury.desk.view"
    CONFLICT_ANSWER = "jury.conflict.answer"
    RECUSAL_RECORD = "jury.recusal.record"
    ASSIGNMENT_PLAN = "jury.assignment.plan"
    REVIEW_WRITE = "jury.review.write"
    RANKING_VIEW = "jury.ranking.view"
    RULING_PROPOSE = "jury.ruling.propose"
    RULING_APPROVE = "jury.ruling.approve"
    RELEASE_SCHEDULE = "jury.release.schedule"
    LETTER_SEND = "jury.letter.send"
    # jury: calibration and consensus
    CALIBRATION_LEAD = "jury.calibration.lead"
    CALIBRATION_SCORE = "jury.calibration.score"
    CONSENSUS_LEAD = "jury.consensus.lead"
    STATEMENT_READ = "jury.statement.read"
    STATEMENT_WRITE = "jury.statement.write"
    STATEMENT_APPROVE = "jury.statement.approve"
    # jury: what ranks, and what is too close to call
    RANKING_CHOOSE = "jury.ranking.choose"
    EXTRA_REVIEW_ASK = "jury.extra_review.ask"
    TIE_BREAK_HOLD = "jury.tie_break.hold"
    TIE_BREAK_COMPARE = "jury.tie_break.compare"

    # feedback
    FEEDBACK_WRITE = "feedback.letter.write"
    FEEDBACK_APPROVE = "feedback.letter.approve"
    FEEDBACK_SEND = "feedback.letter.send"
    FEEDBACK_READ = "feedback.letter.read"
    FEEDBACK_HEAR = "feedback.answer.hear"

    # deliberation
    MEETING_ATTEND = "deliberation.meeting.attend"
    MEETING_LEAD = "deliberation.meeting.lead"
    ITEM_LEAD = "deliberation.item.lead"
    STRAW_VOTE_CAST = "deliberation.straw_vote.cast"
    DISSENT_NOTE = "deliberation.dissent.note"
    MINUTES_APPROVE = "deliberation.minutes.approve"

    # visits
    VISIT_PLAN = "visits.visit.plan"
    VISIT_MAKE = "visits.visit.make"
    VISIT_READ = "visits.visit.read"

    # library
    EXAMPLE_EDIT = "library.example.edit"
    EXAMPLE_PUBLISH = "library.example.publish"
    COLLECTION_EDIT = "library.collection.edit"

    # asking
    RECEPTION_SET = "asking.reception.set"
    ENQUIRY_ANSWER = "asking.enquiry.answer"
    ENQUIRY_HANDLE = "asking.enquiry.handle"

    # outcomes
    EVALUATION_EDIT = "outcomes.evaluation.edit"
    FOLLOW_UP_HANDLE = "outcomes.follow_up.handle"
    ADVISER_EDIT = "outcomes.adviser.edit"
    SUPPORT_KEEP = "outcomes.support.keep"

    # assessment
    ASSESSMENT_OPEN = "assessment.assessment.open"
    EVENT_THEME_SET = "assessment.theme.set"
    QUESTION_SET_BUILD = "assessment.set.build"
    ASSESSMENT_FIGURES = "assessment.figures.read"
    ASSESSMENT_SHARED_READ = "assessment.shared.read"
    ENTRANT_REPORT_SEND = "assessment.report.send"

    # shared
    AUDIT_READ = "shared.audit.read"
    OUTBOX_HANDLE = "shared.outbox.handle"
    DEMO_MAILBOX = "shared.mailbox.read"


class Answer(NamedTuple):
    """Yes, or no with a reason that the person may read."""

    allowed: bool
    reason: str = ""


def yes() -> Answer:
    """Allowed."""
    return Answer(True)


def no(reason: StrOrPromise) -> Answer:
    """Not allowed, because of `reason` (a translated sentence)."""
    return Answer(False, str(reason))


Predicate = Callable[..., Answer]
RULES: dict[Permission, Predicate] = {}


def rule(permission: Permission) -> Callable[[Predicate], Predicate]:
    """Register the one predicate that answers for `permission`."""

    def register(predicate: Predicate) -> Predicate:
        if permission in RULES:
            raise RuntimeError(f"{permission} has two rules: {RULES[permission]} and {predicate}")
        RULES[permission] = predicate
        return predicate

    return register


def may(actor: Actor, permission: Permission, subject: object | None = None) -> Answer:
    """Ask the predicate of `permission`; a subject is handed on only where there is one."""
    predicate = RULES[permission]
    return predicate(actor) if subject is None else predicate(actor, subject)


def demand(actor: Actor, permission: Permission, subject: object | None = None) -> None:
    """Raise NotAllowed, with the predicate's reason, unless `actor` may."""
    answer = may(actor, permission, subject)
    if not answer.allowed:
        raise NotAllowed(answer.reason)


@rule(Permission.PUBLIC)
def everybody(actor: Actor, subject: object | None = None) -> Answer:
    """What is public, anybody may."""
    return yes()


@rule(Permission.SIGNED_IN)
def signed_in(actor: Actor, subject: object | None = None) -> Answer:
    """Any person who has signed in."""
    return Answer(bool(actor.is_authenticated))
