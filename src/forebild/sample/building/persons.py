"""Persons and companies, all marked as samples."""

from __future__ import annotations

from datetime import timedelta

from forebild.people.models import (
    Membership,
    Organisation,
    OrganisationFigures,
    OrganisationIndustry,
    Person,
)
from forebild.people.numbers import Legal, parse_organisation_number
from forebild.programme.models import Role
from forebild.sample.building.world import World
from forebild.sample.generator import SampleCompany

_ROLES = {"lead": "lead", "coordinator": "coordinator", "communications": "communications"}


def build_office(world: World) -> None:
    """The staff, each with a role in the programme."""
    for staff in world.sample.office:
        person = _person(world, staff.email, staff.name, staff.title.sv)
        Role.objects.create(
            person=person,
            programme=world.programme,
            kind=_ROLES.get(staff.part, "coordinator"),
            since=world.now - timedelta(days=400),
        )


def build_companies(world: World) -> None:
    """Companies with their figures, industries and people; the first contact is the one responsible."""
    for company in world.sample.companies:
        organisation = _organisation(company)
        world.organisations[company.key] = organisation
        OrganisationFigures.objects.bulk_create(
            OrganisationFigures(
                organisation=organisation,
                year=figures.year,
                head_count=figures.head_count,
                turnover_sek=figures.turnover_sek,
                balance_sheet_sek=figures.balance_sheet_sek,
                source="Årsredovisning (exempel)",
            )
            for figures in company.figures
        )
        OrganisationIndustry.objects.create(organisation=organisation, scheme="sni2007", code=company.sni)
        if company.has_entry:
            _build_contacts(world, company, organisation)


def _organisation(company: SampleCompany) -> Organisation:
    number = parse_organisation_number(company.org_number)
    assert isinstance(number, Legal)  # noqa: S101 the sample's series has no other
    return Organisation.objects.create(
        name=company.name,
        org_number=number.number,
        county=company.county,
        municipality=company.municipality,
        website=company.website,
        is_sample=True,
    )


def _build_contacts(world: World, company: SampleCompany, organisation: Organisation) -> None:
    parts = [Membership.Part.OWNER] + [Membership.Part.EDITOR] * (len(company.contacts) - 1)
    for contact, part in zip(company.contacts, parts, strict=True):
        person = _person(world, contact.email, contact.name, contact.title.sv)
        Membership.objects.create(
            person=person, organisation=organisation, part=part, since=world.now - timedelta(days=300)
        )


def _person(world: World, email: str, name: str, title: str, language: str = "sv") -> Person:
    person = Person.objects.known_as(
        email, name=name, title=title, language=language, is_sample=True, last_login=world.now
    )
    world.people[email] = person
    return person


def juror_person(world: World, email: str, name: str, title: str, language: str) -> Person:
    """A juror's person, also one who appears elsewhere."""
    return _person(world, email, name, title, language)
