"""Where a service's refusal meets the form that caused it, so that nothing typed is lost."""

from django import forms

from forebild.shared.errors import InvalidInput, Refusal


def show_refusal(form: forms.BaseForm, refusal: Refusal) -> None:
    """Each text beside its field; a reason that belongs to none on top."""
    if isinstance(refusal, InvalidInput):
        show_beside_fields(form, refusal)
    else:
        form.add_error(None, refusal.reason)


def show_beside_fields(form: forms.BaseForm, invalid: InvalidInput) -> None:
    """Put each text of `invalid` beside its field, and what belongs to none on top of the form."""
    unplaced = {name: text for name, text in invalid.fields.items() if name not in form.fields}
    for name, text in invalid.fields.items():
        if name in form.fields:
            form.add_error(name, text)
    for text in unplaced.values() or ([] if invalid.fields else [invalid.reason]):
        form.add_error(None, text)
