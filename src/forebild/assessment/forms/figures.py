"""Which of the figures to show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forebild.assessment.figure_charts import kind_names


class FigureFilter(forms.Form):
    """The set, what is divided by, and the dimension; what an address holds and is not there is left out."""

    set = forms.ChoiceField(label=_("Set of questions"), required=False)
    by = forms.ChoiceField(label=_("Grouped by"), required=False)
    dimension = forms.ChoiceField(label=_("Dimension"), required=False)

    def __init__(
        self, data: Any, *, sets: Iterable[tuple[str, str]], dimensions: Iterable[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        for name, choices in (("set", sets), ("by", kind_names().items()), ("dimension", dimensions)):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]
            self.fields[name].says_optional = False  # type: ignore[attr-defined]
