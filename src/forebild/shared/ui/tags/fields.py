"""Tags that draw forms; how a field is taken apart is in `forms.py`."""

from typing import Any, TypeAlias

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from forebild.shared.ui.forms import ONE_TIME_CODE, Mistake, Parts, mistakes, parts_of
from forebild.shared.ui.tags.frame import script

register = template.Library()
AnyForm: TypeAlias = "forms.BaseForm | forms.BaseFormSet[Any]"


@register.simple_block_tag(takes_context=True)
def post_form(
    context: template.Context,
    content: str,
    *,
    action: str = "",
    label: str = "",
    id: str = "",  # noqa: A002 the attribute's own name
    multipart: bool = False,
    confirm_leave: bool = False,
    autosave: str = "",
    revision: int | None = None,
    local: bool = False,
) -> str:
    """A form that posts, with its token; mistakes are told by the page, not by the browser's bubbles.

    `autosave` is the address that changed fields are posted to, `revision` the document's, `local` keeps
    what is unsaved in the browser until it has been saved.
    """
    return format_html(
        '<form method="post" class="form" novalidate{}>{}{}</form>{}',
        _attributes(
            {
                "id": id,
                "action": action,
                "aria-label": label,
                "enctype": "multipart/form-data" if multipart else "",
                "data-confirm-leave": "yes" if confirm_leave else "",
                "data-autosave-url": autosave,
                "data-revision": "" if revision is None else str(revision),
                "data-local": "yes" if local else "",
            }
        ),
        _token(context),
        content,
        _scripts(bool(autosave), confirm_leave),
    )


@register.inclusion_tag("ui/forms/fields.html")
def form_fields(form: forms.BaseForm, *names: str) -> dict[str, Any]:
    """All fields of a form, or those named; errors of the form as a whole stand in the summary."""
    chosen = [form[name] for name in names] if names else form.visible_fields()
    return {
        "fields": chosen,
        "hidden": [] if names else form.hidden_fields(),
        "counts": any(parts_of(field).limit for field in chosen),
    }


@register.simple_tag
def form_field(field: BoundField) -> str:
    """One field: label, hint, error, control."""
    return field.as_field_group()


@register.simple_tag
def field_parts(field: BoundField) -> Parts:
    """For a field's template: how it is to be drawn."""
    return parts_of(field)


@register.simple_tag
def control(field: BoundField) -> str:
    """The control alone, tied to its hint, counter and error; in a group the fieldset carries the tie."""
    parts = parts_of(field)
    attrs: dict[str, str | bool] = {}
    if field.field.widget.attrs.get("autocomplete") == "one-time-code":
        attrs.update(ONE_TIME_CODE)
    if parts.kind != "group" and parts.describedby:
        attrs["aria-describedby"] = parts.describedby
    return field.as_widget(attrs=attrs)


@register.inclusion_tag("ui/parts/error_summary.html", takes_context=True)
def error_summary(context: template.Context, *found: AnyForm) -> dict[str, list[Mistake]]:
    """All mistakes as links, for the forms given, else for every form that the page was handed."""
    return {"mistakes": mistakes(found or forms_in(context))}


@register.simple_tag(takes_context=True)
def title_state(context: template.Context) -> str:
    """ "Error: " before the title of a page whose form has mistakes: the first words that are read out."""
    return _("Error: ") if mistakes(forms_in(context)) else ""


def forms_in(context: template.Context) -> list[AnyForm]:
    """Every form and formset in a page's context, each once, in the order handed over."""
    values: Any = context.flatten().values()
    found = {id(value): value for value in values if isinstance(value, forms.BaseForm | forms.BaseFormSet)}
    return list(found.values())


def _attributes(named: dict[str, str]) -> str:
    return format_html_join("", ' {}="{}"', [(name, value) for name, value in named.items() if value])


def _token(context: template.Context) -> str:
    token = context.get("csrf_token")
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', token) if token else ""


def _scripts(autosave: bool, confirm_leave: bool) -> str:
    wanted = {"autosave": autosave, "confirm-leave": confirm_leave}
    return format_html_join("", "{}", [(script(name),) for name, is_wanted in wanted.items() if is_wanted])
