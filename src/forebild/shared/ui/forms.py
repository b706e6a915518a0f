"""Forms in the product's own look: a renderer, and the few fields and widgets that Django lacks.

A field is drawn as label, hint, error, control (`templates/ui/forms/field.html`), tied together by
`aria-describedby`. Required is the rule and goes unsaid; what is optional says so in words. A form that
saves drafts, and so demands nothing yet, sets `field.says_optional = False` on what is needed later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.template import loader
from django.utils.functional import Promise

Text: TypeAlias = "str | Promise"  # a promise is a text to be translated when it is shown
ONE_TIME_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric"}  # all our codes are digits
_OWN_WIDGETS = "ui/forms/widgets/"
_DJANGO_WIDGETS = "django/forms/widgets/"


class Renderer(TemplatesSetting):
    """Fields in the product's own look; a widget's template here replaces Django's of the same name."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    formset_template_name = "ui/forms/formset.html"

    def get_template(self, template_name: str) -> Any:
        """Look for Django's widget templates among our own first."""
        if template_name.startswith(_DJANGO_WIDGETS):
            own = template_name.replace(_DJANGO_WIDGETS, _OWN_WIDGETS, 1)
            return loader.select_template([own, template_name])
        return loader.get_template(template_name)

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Tell a text's limit as data, and drop placeholders.

        A browser that cuts off pasted text in silence loses words; a placeholder is gone when one needs it.
        """
        attrs = context.get("widget", {}).get("attrs", {})
        attrs.pop("placeholder", None)
        if "maxlength" in attrs:
            attrs["data-limit"] = attrs.pop("maxlength")
        return super().render(template_name, context, request)


class LongText(forms.CharField):
    """A text of several paragraphs, counted as the writer counts: a line break is one character."""

    widget = forms.Textarea(attrs={"rows": 6})

    def to_python(self, value: Any) -> str:
        return plain_line_breaks(str(super().to_python(value) or ""))


class Number(forms.DecimalField):
    """A number typed as people type it (1 234,5), with its unit beside the box."""

    def __init__(self, *, unit: Text = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", NumberInput(unit=unit))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs see an IntegerField
        typed = (
            "".join(str(value).split()).replace(",", ".").replace("−", "-") if value is not None else value
        )
        return super().to_python(typed)


class NumberInput(forms.TextInput):
    """A text box with the digits' keyboard and a unit; the browser's own number box fights the comma."""

    template_name = "ui/forms/widgets/number_with_unit.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, unit: Text = "") -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["unit"] = self.unit
        return context


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class MomentInput(forms.DateTimeInput):
    """The browser's own calendar and clock; the hour is Swedish time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


def plain_line_breaks(text: str) -> str:
    """Line breaks as one character each, whatever the browser sent."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def count_characters(text: str) -> int:
    """The count that a limit is held to, the same as `counter.js` shows while one writes."""
    return len(plain_line_breaks(text))


@dataclass(frozen=True)
class Parts:
    """What a field's template needs to know beyond the bound field itself."""

    kind: str  # "group" (a fieldset of choices), "check" (a single box) or "line"
    optional: bool
    limit: int | None
    describedby: str


def parts_of(field: BoundField) -> Parts:
    """Read off a bound field how it is to be drawn."""
    widget = field.field.widget
    kind = "group" if field.use_fieldset else "check" if isinstance(widget, forms.CheckboxInput) else "line"
    limit = widget.attrs.get("maxlength") if isinstance(widget, forms.Textarea) else None
    said = [
        (field.help_text, "helptext"),
        (limit, "count"),
        (field.errors, "error"),
    ]
    return Parts(
        kind=kind,
        optional=kind != "check" and getattr(field.field, "says_optional", not field.field.required),
        limit=int(limit) if limit else None,
        describedby=" ".join(f"{field.auto_id}_{name}" for present, name in said if present),
    )


@dataclass(frozen=True)
class Mistake:
    """One line of the error summary; `target` is the id of the control to go to, "" for the whole form."""

    text: str
    target: str


def mistakes(found: Iterable[forms.BaseForm | forms.BaseFormSet[Any]]) -> list[Mistake]:
    """All errors of the given forms, in the order in which the fields stand on the page."""
    return [mistake for form in found if form.is_bound for mistake in _of_either(form)]


def _of_either(form: forms.BaseForm | forms.BaseFormSet[Any]) -> Iterator[Mistake]:
    if isinstance(form, forms.BaseForm):
        yield from _of_form(form)
        return
    yield from (Mistake(str(text), "") for text in form.non_form_errors())
    for each in form.forms:
        yield from _of_form(each)


def _of_form(form: forms.BaseForm) -> Iterator[Mistake]:
    yield from (Mistake(str(text), "") for text in form.non_field_errors())
    for field in form:
        yield from (Mistake(_labelled(field, text), _target(field)) for text in field.errors)


def _labelled(field: BoundField, text: object) -> str:
    """Which field it is about: "County: choose one", "What was the challenge? Write something"."""
    label = str(field.label).rstrip(" .:")
    return f"{label} {text}" if label.endswith(("?", "!")) else f"{label}: {text}"


def _target(field: BoundField) -> str:
    """A group of choices is reached at its first choice; a hidden field cannot be reached."""
    if field.is_hidden:
        return ""
    return field.id_for_label or f"{field.auto_id}_0"
