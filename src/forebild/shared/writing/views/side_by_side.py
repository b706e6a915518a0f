"""A form's bilingual fields in pairs: Swedish left, English right."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.forms.boundfield import BoundField

from forebild.shared.writing.models import Document
from forebild.shared.writing.queries import Untranslated, untranslated


@dataclass(frozen=True)
class Pair:
    """One text in two languages; `debt` says what the translation lacks."""

    name: str
    swedish: BoundField
    english: BoundField
    debt: Untranslated | None


def side_by_side(form: forms.BaseForm, names: Iterable[str], document: Document | None = None) -> list[Pair]:
    """The pairs of `names`, for `{% include "writing/side_by_side.html" with pairs=… %}`."""
    names = list(names)
    debts = {debt.name: debt for debt in untranslated(document, names)} if document else {}
    return [Pair(name, form[f"{name}_sv"], form[f"{name}_en"], debts.get(name)) for name in names]
