"""How persons and organisations are shown."""

from django import template
from django.utils.translation import gettext as _

from forebild.people.models import Organisation
from forebild.people.numbers import display

register = template.Library()


@register.filter
def organisation_number(organisation: Organisation) -> str:
    """The number as people write it; a sole trader's is not kept and so never shown."""
    if organisation.org_number:
        return display(organisation.org_number)
    return organisation.foreign_number or _("sole trader")
