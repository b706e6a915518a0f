import string

import pytest
from django.apps import apps
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forebild.shared.lists import Choice, Column, List, Search
from forebild.shared.lists.tests.worlds import (
    OrganisationList,
    listing_of,
    make_organisation,
    make_person,
    organisations,
    shown_names,
)


@pytest.fixture
def four(db):
    make_organisation("Ängs Plåt", county="01", municipality="Täby", head_count=12, is_sample=True)
    make_organisation("Berg Bygg", county="25", municipality="Luleå", head_count=250)
    make_organisation("Ålö Drift", county="01", municipality="Älvsjö")
    make_organisation("Zinc Ltd", kind="foreign", foreign_number="77", head_count=3)


def test_the_usual_order_is_swedish_by_name(four):
    assert shown_names(listing_of()) == ["Berg Bygg", "Zinc Ltd", "Ålö Drift", "Ängs Plåt"]


def test_sorting_turns_round_and_leaves_what_is_unknown_last(four):
    assert shown_names(listing_of("sort=head_count")) == ["Zinc Ltd", "Ängs Plåt", "Berg Bygg", "Ålö Drift"]
    assert shown_names(listing_of("sort=-head_count")) == ["Berg Bygg", "Ängs Plåt", "Zinc Ltd", "Ålö Drift"]


def test_sorting_by_two_fields_uses_both(four):
    assert shown_names(listing_of("sort=county")) == ["Zinc Ltd", "Ålö Drift", "Ängs Plåt", "Berg Bygg"]


def test_rows_alike_in_the_order_are_told_apart_by_key_so_pages_do_not_overlap(db):
    for _number in range(7):
        make_organisation("Lika AB")
    pages = [listing_of(f"sort=-kind&page={number}") for number in (1, 2, 3)]
    for listing in pages:
        listing.page_size = 3
    seen = [row.pk for listing in pages for row in listing.page]
    assert len(seen) == len(set(seen)) == 7


def test_without_an_order_of_its_own_a_list_keeps_the_querysets(four):
    class Plain(List):
        key, caption, empty = "plain", "Plain", "Nothing"
        columns = [Column("name", "Name")]

    assert shown_names(Plain(QueryDict(), organisations().order_by("-name_order")))[0] == "Ängs Plåt"
    figures = apps.get_model("people", "OrganisationFigures")
    assert Plain(QueryDict(), figures.objects.all()).rows.query.order_by == ("-year", "pk")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=bygg", ["Berg Bygg"]),
        ("q=ÅLÖ", ["Ålö Drift"]),
        ("q=a%CC%8Alo%CC%88", ["Ålö Drift"]),  # å and ö typed as letter and mark
        ("q=älvsjö drift", ["Ålö Drift"]),
        ("q=bygg drift", []),
        ("q=%25", []),
        ("q=_", []),
        ("q=  ", ["Berg Bygg", "Zinc Ltd", "Ålö Drift", "Ängs Plåt"]),
        ("kind=foreign", ["Zinc Ltd"]),
        ("kind=foreign&kind=legal", ["Berg Bygg", "Ålö Drift", "Ängs Plåt"]),
        ("county=01&county=25", ["Berg Bygg", "Ålö Drift", "Ängs Plåt"]),
        ("county=25&q=bygg", ["Berg Bygg"]),
        ("sample=yes", ["Ängs Plåt"]),
        ("sample=no&kind=legal", ["Berg Bygg", "Ålö Drift"]),
    ],
)
def test_filters_narrow(four, query, names):
    listing = listing_of(query)
    assert shown_names(listing) == names
    assert listing.total == len(names)
    assert listing.notices == ()


def test_a_search_that_finds_a_row_by_several_of_its_people_shows_it_once(db):
    people = [make_person(f"person{number}@exempel.example") for number in range(3)]
    make_organisation("Ensam AB", members=people)
    assert shown_names(listing_of("q=exempel.example")) == ["Ensam AB"]


def test_days_are_swedish_days_and_both_ends_are_in(db):
    from datetime import UTC, datetime

    for name, hour in [("Before", 22), ("First minute", 23)]:  # 23:00 in UTC is midnight in Sweden, in winter
        make_organisation(name, created_at=datetime(2027, 1, 31, hour, 0, tzinfo=UTC))
    make_organisation("Last minute", created_at=datetime(2027, 2, 2, 22, 59, tzinfo=UTC))
    make_organisation("After", created_at=datetime(2027, 2, 2, 23, 0, tzinfo=UTC))
    listing = listing_of("made_from=2027-02-01&made_to=2027-02-02")
    assert shown_names(listing) == ["First minute", "Last minute"]
    assert [given.text for given in listing.given] == ["1 February 2027", "2 February 2027"]


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("kind=secret", "“secret” is not one of the choices for Kind. It was left out."),
        ("sample=perhaps", "“perhaps” is not one of the choices for Sample. It was left out."),
        ("made_from=soon", "“soon” is not a day that Made from can use. Write days as 2027-03-31."),
        ("made_to=9999-12-31", "“9999-12-31” is not a day that Made to can use. Write days as 2027-03-31."),
        (
            "made_from=2027-02-02&made_to=2027-02-01",
            "Made: the last day is before the first. Neither was used.",
        ),
        ("q=" + "x" * 101, "The search text cannot be used: write at most 100 ordinary characters."),
        ("q=a%00b", "The search text cannot be used: write at most 100 ordinary characters."),
        ("sort=members", "This list cannot be sorted by “members”. It is in its usual order."),
        (
            "sort=memberships__person__email",
            "This list cannot be sorted by “memberships__person__email”. It is in its usual order.",
        ),
        ("columns=name,org_number", "This list has no column called “org_number”. It was left out."),
        ("format=pdf", "This list cannot be exported as “pdf”. Choose a format below."),
        ("page=two", "There is no page “two”. This is page 1."),
        ("page=99", "There is no page “99”. This is page 1."),
        ("org_number=5560000000", "This list has no filter called “org_number”. It was left out."),
        ("nosuch=" + "y", "This list has no filter called “nosuch”. It was left out."),
    ],
)
def test_what_cannot_be_used_is_left_out_and_said(four, query, notice):
    listing = listing_of(query)
    assert listing.notices == (notice,)
    assert len(shown_names(listing)) == 4
    assert listing.address.query in ("", "columns=name")


def test_long_strangers_are_shortened_and_only_the_first_few_are_told(four):
    listing = listing_of("&".join(f"{'z' * 60}{number}=1" for number in range(20)))
    assert len(listing.notices) == 8
    assert "z" * 39 + "…" in listing.notices[0]


def test_columns_are_shown_in_the_order_asked_for_in_either_way_of_writing(db):
    assert [column.key for column in listing_of("columns=kind,name").shown] == ["kind", "name"]
    assert [column.key for column in listing_of("columns=kind&columns=name").shown] == ["kind", "name"]
    assert [column.key for column in listing_of("columns=").shown][-1] == "since_on"


def test_the_address_holds_what_is_in_use_and_nothing_else(four):
    query = "page=1&sort=-kind&nosuch=1&kind=foreign&q=&columns=name,kind&format=csv&separator=comma&tab=two"
    assert str(listing_of(query).address) == "?kind=foreign&sort=-kind&columns=name,kind&tab=two"
    assert listing_of("sort=name&columns=name,kind,county,members,head_count,since_on").address.query == ""


def test_the_address_made_from_an_address_is_the_same(four):
    once = listing_of("q=a&county=25&county=01&made_from=20270101&sort=-county&columns=kind").address
    assert listing_of(once.query).address == once


def test_the_separator_follows_the_language_unless_asked_for(db):
    assert (listing_of().separator, listing_of("separator=semicolon").separator) == (",", ";")
    with translation.override("sv"):
        assert (listing_of().separator, listing_of("separator=%2C").separator) == (";", ",")
    assert listing_of("separator=|").separator == ","


def test_sorting_over_many_is_refused_before_it_shows_rows_twice(db):
    class Doubling(List):
        key, caption, empty = "doubling", "", ""
        columns = [Column("name", "", sort="memberships__part")]
        default_sort = "name"

    with pytest.raises(RuntimeError, match="memberships__part"):
        _ = Doubling(QueryDict(), organisations()).rows


def test_a_declaration_that_cannot_work_fails_when_it_is_read():
    with pytest.raises(RuntimeError, match="names taken \\['page'\\]"):
        type("Bad", (List,), {"filters": [Search("page")]})
    with pytest.raises(RuntimeError, match="names taken \\['sort'\\]"):
        type("Bad", (List,), {"keeps": ["sort"]})
    with pytest.raises(RuntimeError, match="names twice \\['a'\\]"):
        type("Bad", (List,), {"columns": [Column("a", ""), Column("a", "")]})
    with pytest.raises(RuntimeError, match="no sortable column -a"):
        type("Bad", (List,), {"columns": [Column("a", "")], "default_sort": "-a"})


def test_a_choice_may_ask_for_conditions_and_compare_numbers(four):
    class Sized(List):
        key, caption, empty = "sized", "", ""
        columns = [Column("name", "", sort="name_order")]
        default_sort = "name"
        filters = [Choice("staff", "Staff", choices=[(3, "three"), (12, "twelve")], several=True)]

    assert shown_names(Sized(QueryDict("staff=3&staff=12"), organisations())) == ["Zinc Ltd", "Ängs Plåt"]


nasty = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["-name", "name,kind", "2027-01-01", "0001-01-01", "yes", "-1", "9" * 30, "\0", "٣", "1e5"]
    ),
)
names = st.one_of(
    st.sampled_from(
        [
            "q",
            "kind",
            "county",
            "sample",
            "made_from",
            "made_to",
            "sort",
            "columns",
            "page",
            "format",
            "separator",
            "tab",
        ]
    ),
    st.text(string.ascii_lowercase + "_\0", max_size=12),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(names, nasty), max_size=8))
def test_no_address_is_an_error(four, pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    listing = OrganisationList(data, organisations())
    assert len(listing.page.object_list) <= listing.total <= 4
    assert {column.key for column in listing.shown} <= {column.key for column in OrganisationList.columns}
    again = OrganisationList(QueryDict(listing.address.query), organisations())
    assert again.address == listing.address
    assert again.notices == ()
    assert listing.notices is not None
