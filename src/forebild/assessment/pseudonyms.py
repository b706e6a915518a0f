"""What a company and its result are called where figures are kept with what they were made of."""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings

from forebild.assessment.models import Assessment
from forebild.engine.disclosure.problem import Reading


def pseudonym_of(assessment: Assessment) -> str:
    """The same for a company in every release, and tells nobody which it is."""
    text = f"assessment.company:{assessment.organisation_id}"
    return hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()[:20]


def result_of_then(assessment: Assessment) -> str:
    """A result by when it was handed in: one that is taken up and handed in anew is another."""
    handed_in = assessment.handed_in_at
    return f"{assessment.public_id}@{handed_in.timestamp() if handed_in else 0:.0f}"


def reading_of(assessment: Assessment) -> Reading:
    """A result as groups hold it."""
    return Reading(pseudonym_of(assessment), result_of_then(assessment))
