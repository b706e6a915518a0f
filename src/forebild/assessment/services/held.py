"""One sitting at a time: whoever changes it holds its row."""

from __future__ import annotations

from django.utils.translation import gettext as _

from forebild.assessment.models import Assessment
from forebild.shared.errors import NotNow


def hold(assessment: Assessment) -> Assessment:
    """The sitting as it is stored, held until the transaction ends."""
    related = ("question_set", "programme")
    held = Assessment.objects.select_related(*related).select_for_update(of=("self",)).get(pk=assessment.pk)
    if held.state == "withdrawn":
        raise NotNow(_("This self-assessment has been deleted."))
    return held


def hold_begun(assessment: Assessment) -> Assessment:
    """The same, where answers may still be changed."""
    held = hold(assessment)
    if held.state != "begun":
        raise NotNow(_("It has been handed in. Press “Change our answers” first."))
    return held


def hold_handed_in(assessment: Assessment) -> Assessment:
    """The same, where there is a result."""
    held = hold(assessment)
    if held.state != "handed_in":
        raise NotNow(_("There is no result yet: hand in your answers first."))
    return held
