"""How editions are shown."""

from django import template
from django.utils.translation import gettext as _

from forebild.programme.models import Edition
from forebild.shared.ui.tags.pieces import status

register = template.Library()


@register.inclusion_tag("ui/parts/status.html")
def edition_status(edition: Edition) -> dict[str, str]:
    """The edition's state in a word or two."""
    text, tone = {
        "planned": (_("planned, not public"), "neutral"),
        "announced": (_("under way"), "info"),
        "released": (_("result out"), "success"),
        "archived": (_("archived"), "neutral"),
    }[edition.state]
    return status(text, tone)
