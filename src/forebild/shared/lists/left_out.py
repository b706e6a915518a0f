"""What is said of the parts of an address that a list could not use: which, and what to do."""

from django.utils.translation import gettext as _


def too_long(longest: int) -> str:
    return _("The search text cannot be used: write at most %(count)s ordinary characters.") % {
        "count": longest
    }


def no_choice(value: str, label: str) -> str:
    return _("“%(value)s” is not one of the choices for %(what)s. It was left out.") % {
        "value": shortened(value),
        "what": label,
    }


def no_day(value: str, label: str) -> str:
    return _("“%(value)s” is not a day that %(what)s can use. Write days as 2027-03-31.") % {
        "value": shortened(value),
        "what": label,
    }


def no_filter(name: str) -> str:
    return _("This list has no filter called “%(name)s”. It was left out.") % {"name": shortened(name)}


def no_column(key: str) -> str:
    return _("This list has no column called “%(name)s”. It was left out.") % {"name": shortened(key)}


def no_sort(value: str) -> str:
    return _("This list cannot be sorted by “%(name)s”. It is in its usual order.") % {
        "name": shortened(value)
    }


def no_format(value: str) -> str:
    return _("This list cannot be exported as “%(name)s”. Choose a format below.") % {
        "name": shortened(value)
    }


def no_page(value: str, number: int) -> str:
    return _("There is no page “%(value)s”. This is page %(number)s.") % {
        "value": shortened(value),
        "number": number,
    }


def shortened(text: str) -> str:
    """A strange value as a notice may repeat it."""
    return text if len(text) <= 40 else text[:39] + "…"
