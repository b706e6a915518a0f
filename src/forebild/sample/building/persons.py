"""Persons and companies, all marked as samples."""

from __future__ import annotations

from collections.abc import Iterator
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
from forebild.shared.models import swedish_order

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
    companies = [*world.sample.companies, *world.sample.story_companies]
    made = Organisation.objects.bulk_create(_organisation(company) for company in companies)
    world.organisations |= {company.key: row for company, row in zip(companies, made, strict=True)}
    OrganisationFigures.objects.bulk_create(_figures(world, companies))
    OrganisationIndustry.objects.bulk_create(
        OrganisationIndustry(
            organisation=world.organisations[company.key], scheme="sni2007", code=company.sni
        )
        for company in companies
    )
    for company in world.sample.companies:
        if company.has_entry:
            _build_contacts(world, company)
    for company in world.sample.story_companies:
        _build_contacts(world, company)


def _organisation(company: SampleCompany) -> Organisation:
    number = parse_organisation_number(company.org_number)
    assert isinstance(number, Legal)  # noqa: S101 the sample's series has no other
    return Organisation(
        name=company.name,
        name_order=swedish_order(company.name),
        org_number=number.number,
        county=company.county,
        municipality=company.municipality,
        website=company.website,
        is_sample=True,
    )


def _figures(world: World, companies: list[SampleCompany]) -> Iterator[OrganisationFigures]:
    for company in companies:
        for figures in company.figures:
            yield OrganisationFigures(
                organisation=world.organisations[company.key],
                year=figures.year,
                head_count=figures.head_count,
                turnover_sek=figures.turnover_sek,
                balance_sheet_sek=figures.balance_sheet_sek,
                source="Årsredovisning (exempel)",
            )


def _build_contacts(world: World, company: SampleCompany) -> None:
    parts = [Membership.Part.OWNER] + [Membership.Part.EDITOR] * (len(company.contacts) - 1)
    organisation, since = world.organisations[company.key], world.now - timedelta(days=300)
    for contact, part in zip(company.contacts, parts, strict=True):
        person = _person(world, contact.email, contact.name, contact.title.sv)
        Membership.objects.create(person=person, organisation=organisation, part=part, since=since)


def _person(world: World, email: str, name: str, title: str, language: str = "sv") -> Person:
    person = Person.objects.known_as(
        email, name=name, title=title, language=language, is_sample=True, last_login=world.now
    )
    world.people[email] = person
    return person


def juror_person(world: World, email: str, name: str, title: str, language: str) -> Person:
    """A juror's person, also one who appears elsewhere."""
    return _person(world, email, name, title, language)
