"""Whom a host does not receive: companies that it has named, and, where it says so, its own industry."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from forebild.events.company import plain_name
from forebild.events.models import Registration
from forebild.people.models import Organisation
from forebild.people.reference import sni
from forebild.tours.models import Stop

_NUMBER = re.compile(r"[\d\s-]+")


def why_unwelcome(stop: Stop, registration: Registration) -> str:
    """The reason, for the office alone; "" for somebody whom the host receives.

    Reads the industries of host and guest: prefetch them where several are asked about.
    """
    host, guest = stop.organisation, registration.organisation
    if host is not None and host == guest:
        return ""
    if named := _named(stop.unwelcome, guest, registration.organisation_name):
        return _("The host has named the company: %(line)s") % {"line": named}
    if stop.keeps_out_industry and host and guest and (shared := _shared_division(host, guest)):
        return _("The same industry as the host: %(division)s") % {"division": shared}
    return ""


def _named(lines: str, guest: Organisation | None, typed_name: str) -> str:
    """The line that means this company."""
    names = {plain_name(name) for name in (typed_name, guest.name if guest else "") if name.strip()}
    for line in filter(None, (line.strip() for line in lines.splitlines())):
        if _NUMBER.fullmatch(line):
            if guest is not None and guest.org_number == re.sub(r"\D", "", line)[-10:]:
                return line
        elif plain_name(line) in names:
            return line
    return ""


def _shared_division(host: Organisation, guest: Organisation) -> str:
    """What both do, by the division (two digits) of one scheme: “16 Trävaror”."""
    shared = sorted(_divisions(host) & _divisions(guest))
    return f"{shared[0][1]} {sni.title(*shared[0], 'sv')}" if shared else ""


def _divisions(organisation: Organisation) -> set[tuple[str, str]]:
    return set(_read(organisation))


def _read(organisation: Organisation) -> Iterable[tuple[str, str]]:
    for industry in organisation.industries.all():
        try:
            yield industry.scheme, sni.division_of(industry.scheme, industry.code)
        except sni.CodeError:
            continue  # a code from before codes were checked: it says nothing
