"""How a version is spoken of on the pages of its history."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from forebild.shared.writing.models import Version

register = template.Library()


@register.filter
def moment(version: Version) -> str:
    """When it was saved, in Swedish time."""
    local = timezone.localtime(version.saved_at)
    return f"{date_format(local, 'DATE_FORMAT')} {local:%H.%M}"


@register.filter
def author(version: Version) -> str:
    """Who saved it."""
    return version.saved_by_name or (_("Somebody without a name") if version.saved_by else _("The system"))


@register.filter
def what(version: Version) -> str:
    """Why it is kept, or how much was changed."""
    return _notes().get(version.note) or version.note or _changed(len(version.changed))


def _notes() -> dict[str, str]:
    return {
        Version.Note.CREATED: _("Created"),
        Version.Note.SUBMITTED: _("Submitted"),
        Version.Note.RESTORED: _("An earlier version was brought back"),
        Version.Note.CONFLICT: _("Typed while somebody else changed the same field; not used"),
        Version.Note.SCHEDULED: _("Release planned"),
        Version.Note.PUBLISHED: _("Published"),
    }


def _changed(count: int) -> str:
    return ngettext("%(count)d field changed", "%(count)d fields changed", count) % {"count": count}
