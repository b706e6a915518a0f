"""From answers to a result, and back where something is to be put right."""

from __future__ import annotations

from fractions import Fraction

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from forebild.assessment.answers import answers_of
from forebild.assessment.asked import read_set
from forebild.assessment.before import company_fields
from forebild.assessment.models import Assessment
from forebild.assessment.scored import kept
from forebild.assessment.services.held import hold_begun, hold_handed_in
from forebild.assessment.services.steps import choose_steps
from forebild.assessment.states import ASSESSMENT
from forebild.engine.maturity.solve import score
from forebild.shared import audit
from forebild.shared.errors import NotNow

LEAST = Fraction(1, 2)  # of the questions, by weight: a result of fewer would say little


@transaction.atomic
def hand_in(*, assessment: Assessment) -> Assessment:
    """The company's answers are scored, and three next steps are chosen where none stand yet.

    Raises NotNow where less than half is answered.
    """
    assessment = hold_begun(assessment)
    asked = read_set(assessment.question_set.data)
    scores = score(asked.reckoned, answers_of(asked, company_fields(assessment)))
    if scores.coverage < LEAST:
        raise NotNow(_("Answer at least half of the questions first: of fewer, a result says little."))
    ASSESSMENT.move(assessment, "hand_in", scores=kept(scores), handed_in_at=timezone.now())
    choose_steps(assessment)
    audit.record(None, "assessment.assessment.handed_in", assessment)
    return assessment


@transaction.atomic
def take_up(*, assessment: Assessment) -> Assessment:
    """The answers are open again; what has been chosen of next steps stays."""
    assessment = hold_handed_in(assessment)
    ASSESSMENT.move(assessment, "take_up", scores={}, handed_in_at=None)
    audit.record(None, "assessment.assessment.taken_up", assessment)
    return assessment
