"""Which organisation somebody comes from, so that nobody is counted twice.

A number decides, in silence. A name decides where exactly one is called just so. Else whoever registers is
asked "is it this one?" about organisations with the same plain name, but only about those that events know:
who has been nominated or has entered may not be told to whoever can guess a name.
"""

from __future__ import annotations

from forebild.events.company import plain_name
from forebild.events.models import Event, Registration
from forebild.events.services.typed import From
from forebild.people.models import Organisation
from forebild.people.services.organisations import OrganisationFacts, find_or_add_organisation
from forebild.shared.permissions import Actor

_MOST = 200  # rows looked through for a word


def organisation_of(facts: From) -> Organisation | None:
    """The organisation, made where its number is new; None where it is not known which one it is.

    Raises InvalidInput for a number that cannot be right. Nothing is told of what was found.
    """
    name = facts.name.strip()
    if facts.number.strip():
        return find_or_add_organisation(
            facts=OrganisationFacts(
                name=facts.name, number=facts.number, country=facts.country, county=facts.county
            )
        )[0]
    if not name:
        return None
    if facts.known:
        return next((each for each in _alike(name) if each.public_id == facts.known), None)
    same = _called(name)
    return same[0] if len(same) == 1 else None


def asked_about(facts: From) -> list[Organisation]:
    """Those that it might be, where neither the number nor the name decides."""
    name = facts.name.strip()
    alike = _alike(name) if name and not facts.number.strip() else []
    return [] if alike and len(_called(name)) == 1 else alike


def near(actor: Actor, registration: Registration) -> list[Organisation]:
    """For the office: those known from its events whose names share a word with the one that was typed."""
    words = plain_name(registration.organisation_name).split()
    if not words:
        return []
    run = Registration.objects.filter(event__in=Event.objects.run_by(actor)).values("organisation")
    found = Organisation.objects.filter(pk__in=run, name__icontains=max(words, key=len))
    return list(found.order_by("name_order", "pk")[:20])


def said_of(organisation: Organisation) -> str:
    """How it is told from others: where it is, and its number unless that is a person's own."""
    number = organisation.org_number or ""
    facts = (organisation.name, organisation.municipality, f"{number[:6]}-{number[6:]}" if number else "")
    return ", ".join(fact for fact in facts if fact)


def _called(name: str) -> list[Organisation]:
    return list(Organisation.objects.filter(name__iexact=name)[:2])


def _alike(name: str) -> list[Organisation]:
    """Those with the same plain name that somebody has registered from."""
    plain = plain_name(name)
    longest = max(plain.split(), key=len, default=name)
    with_word = Organisation.objects.filter(name__icontains=longest)
    known = with_word.filter(pk__in=Registration.objects.values("organisation")).order_by("name_order", "pk")
    return [each for each in known[:_MOST] if plain_name(each.name) == plain]
