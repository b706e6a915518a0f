"""A refusal on the form that caused it, so that nothing typed is lost."""

from __future__ import annotations

from django.forms import BaseForm

from forebild.shared.errors import InvalidInput, Refusal
from forebild.shared.forms import show_beside_fields


def show_refusal(form: BaseForm, refusal: Refusal) -> None:
    """Each text beside its field; the reason on top where it belongs to none."""
    if isinstance(refusal, InvalidInput):
        show_beside_fields(form, refusal)
    else:
        form.add_error(None, refusal.reason)
