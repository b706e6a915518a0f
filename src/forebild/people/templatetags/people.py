"""How persons and organisations are shown."""

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from forebild.people.models import Organisation, OrganisationIndustry
from forebild.people.numbers import display
from forebild.people.reference import sni

register = template.Library()


@register.filter
def organisation_number(organisation: Organisation) -> str:
    """The number as people write it; a sole trader's is not kept and so never shown."""
    if organisation.org_number:
        return display(organisation.org_number)
    return organisation.foreign_number or _("sole trader")


@register.filter
def industry(industry: OrganisationIndustry) -> str:
    """The scheme, the code and what the code is called."""
    called = sni.title(industry.scheme, industry.code, get_language() or "sv")
    return f"{industry.get_scheme_display()} {industry.code} {called}"
