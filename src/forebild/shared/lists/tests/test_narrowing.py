import pytest
from django.apps import apps
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from forebild.shared.lists import DateRange
from forebild.shared.lists.narrowing import leads_to_many, narrowed
from forebild.shared.lists.tests.worlds import make_organisation, make_person, organisations


@pytest.mark.parametrize(
    ("model", "path", "many"),
    [
        ("Organisation", "name", False),
        ("Organisation", "name__icontains", False),
        ("Organisation", "staff__gte", False),  # an annotation
        ("Organisation", "memberships__part", True),
        ("Organisation", "memberships__person__email", True),
        ("Membership", "organisation", False),
        ("Membership", "organisation__name__in", False),
        ("Membership", "organisation__figures__year", True),
    ],
)
def test_a_path_leads_to_many_where_it_passes_a_relation_to_many(model, path, many):
    assert leads_to_many(apps.get_model("people", model), path) is many


def test_a_row_with_several_that_fit_comes_once_and_not_at_all_where_none_fits(db):
    people = [make_person(f"{name}@exempel.example") for name in ("a", "b")]
    make_organisation("Två AB", members=people)
    make_organisation("Ingen AB")
    fits = Q(memberships__person__email__endswith="exempel.example")
    assert [row.name for row in narrowed(organisations(), Q(fits, name__contains="AB"))] == ["Två AB"]
    assert [row.name for row in narrowed(organisations(), ~fits)] == ["Ingen AB"]
    assert organisations().filter(fits).count() == 2  # what would happen without care


def test_a_condition_may_be_an_expression(db):
    make_organisation("Stor AB", head_count=300)
    make_organisation("Okänd AB")
    known = apps.get_model("people", "OrganisationFigures").objects.filter(organisation=OuterRef("pk"))
    assert [row.name for row in narrowed(organisations(), Q(Exists(known)))] == ["Stor AB"]


def test_days_are_compared_as_days_where_the_field_is_one():
    reading = DateRange("held_on", "Held").read(QueryDict("held_on_from=2027-03-01&held_on_to=2027-03-31"))
    children = dict(reading.condition.children)
    assert {name: str(day) for name, day in children.items()} == {
        "held_on__gte": "2027-03-01",
        "held_on__lt": "2027-04-01",
    }
