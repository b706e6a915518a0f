"""Hours of support per organisation: from events, from advisers, typed; each change can be undone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from forebild.outcomes.models import SupportEntry
from forebild.outcomes.queries import support as queries
from forebild.outcomes.services import referrals
from forebild.outcomes.services import support as services
from forebild.outcomes.tests.worlds import ask, guests, past_event, referred
from forebild.people.models import Organisation, Person
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import make_company, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {
    "on": date(2027, 3, 2),
    "hours": Decimal("2.5"),
    "kind": "advice",
    "value_sek": 3000,
    "note": "Ringde.",
}


def typed(office: Person, company: Organisation, **changes: Any) -> SupportEntry:
    return services.add_support(
        actor=office, programme=make_programme(), organisation=company, facts=FACTS | changes
    )


def test_hours_come_from_events_advisers_and_what_is_typed() -> None:
    office, company = make_office(), make_company("Bergs AB")
    event = past_event(office, people=3, company=company)
    referral = referrals.accept_referral(referral=referred(office, ask(guests(event)[0])))
    for hours in ("1", "3.5"):
        referrals.tell_outcome(referral=referral, outcome="advice", hours=Decimal(hours))
    typed(office, company)
    services.remove_support(actor=office, entry=typed(office, company))
    [(key, hours)] = queries.support_hours(make_programme()).items()
    assert key == company.pk
    assert (hours.events, hours.advisers, hours.typed, hours.value_sek) == (
        12,
        Decimal("3.5"),
        Decimal("2.5"),
        3000,
    )
    assert hours.total == 18
    year = timezone.localdate().year
    assert queries.support_hours(make_programme(), 1999) == {}
    this_year = queries.support_hours(make_programme(), year, company)[company.pk]
    assert this_year.events == 12
    [report] = queries.told_for(company, make_programme())
    assert report.hours == Decimal("3.5")
    [found] = queries.events_of(company, make_programme())
    assert found.came_count == 3


def test_one_organisation_alone_counts_as_it_does_among_all() -> None:
    """Somebody who was registered from two companies at events that overlap: an hour is one's alone."""
    office, first, second = make_office(), make_company("Första AB"), make_company("Andra AB")
    past_event(office, people=1, company=first)
    past_event(office, people=1, company=second, title_sv="Samtidigt")
    whole = queries.support_hours(make_programme())
    assert sum(each.events for each in whole.values()) == 4
    for company in (first, second):
        alone = queries.support_hours(make_programme(), None, company)
        assert alone.get(company.pk, queries.Hours()).events == whole.get(company.pk, queries.Hours()).events


def test_the_list_marks_who_has_reached_the_limit() -> None:
    office, company = make_office(), make_company("Bergs AB")
    past_event(office, people=3, company=company)
    programme = make_programme()
    assert queries.limit_of(programme) == 12
    [row] = queries.supported_organisations(queries.support_hours(programme), Decimal(12))
    assert (row.total_hours, row.is_over, row.event_hours, row.value_sek) == (12, True, 12, 0)
    services.set_limit(actor=office, programme=programme, hours=Decimal("12.5"))
    [row] = queries.supported_organisations(queries.support_hours(programme), queries.limit_of(programme))
    assert row.is_over is False
    assert queries.unknown_count(programme, None) == 0


def test_who_comes_from_a_company_without_a_number_is_counted_apart() -> None:
    office = make_office()
    event = past_event(office, people=2)
    assert queries.support_hours(make_programme()) == {}
    assert queries.unknown_count(make_programme(), event.begins_at.year) == 2
    assert queries.unknown_count(make_programme(), 1999) == 0


def test_every_change_is_kept_and_the_last_can_be_undone() -> None:
    office, company = make_office(), make_company()
    entry = typed(office, company)
    with pytest.raises(NotNow, match="Inget har ändrats"):
        services.undo_support(actor=office, entry=entry)
    services.change_support(actor=office, entry=entry, facts=FACTS)  # nothing is different
    services.change_support(actor=office, entry=entry, facts=FACTS | {"hours": Decimal(4), "value_sek": None})
    services.remove_support(actor=office, entry=entry)
    services.remove_support(actor=office, entry=entry)
    with pytest.raises(NotNow, match="borttaget"):
        services.change_support(actor=office, entry=entry, facts=FACTS)
    entry = services.undo_support(actor=office, entry=entry)
    assert (entry.is_removed, entry.hours, entry.value_sek) == (False, 4, None)
    [listed] = queries.support_of(company, make_programme())
    told = [
        (version.number, version.hours, version.is_removed, version.by) for version in listed.versions.all()
    ]
    assert told == [
        (4, 4, False, office),
        (3, 4, True, office),
        (2, 4, False, office),
        (1, Decimal("2.5"), False, office),
    ]


def test_hours_are_more_than_none() -> None:
    office, company = make_office(), make_company()
    for hours in (Decimal(0), Decimal("1000.1")):
        with pytest.raises(InvalidInput) as refused:
            typed(office, company, hours=hours)
        assert refused.value.fields.keys() == {"hours"}


@pytest.mark.parametrize(
    "act",
    [
        lambda who, entry: typed(who, entry.organisation),
        lambda who, entry: services.change_support(actor=who, entry=entry, facts=FACTS),
        lambda who, entry: services.remove_support(actor=who, entry=entry),
        lambda who, entry: services.undo_support(actor=who, entry=entry),
        lambda who, entry: services.set_limit(actor=who, programme=make_programme(), hours=Decimal(9)),
    ],
)
def test_only_the_programmes_office_may(act: Any) -> None:
    entry = typed(make_office(), make_company())
    with pytest.raises(NotAllowed):
        act(make_person("Nils"), entry)
    assert not SupportEntry.objects.for_actor(make_person("Nils")).exists()
