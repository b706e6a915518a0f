import re
from html.parser import HTMLParser

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from forebild.shared.errors import NotAllowed
from forebild.shared.lists.pages import show_list
from forebild.shared.lists.services.saved_views import save_view
from forebild.shared.lists.signals import list_exported
from forebild.shared.lists.tests.worlds import listing_of, make_organisation, make_person, organisation_list
from forebild.shared.permissions import RULES, Permission, no

LIST = "/organisations"


@pytest.fixture
def hers(anna):
    return [make_organisation(f"Bolag {number:02}", members=[anna], head_count=number) for number in range(3)]


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def test_the_list_shows_ones_own_rows_and_no_others(annas, hers, bo):
    make_organisation("Hemligt AB", members=[bo])
    page = annas.get(LIST)
    assert page.status_code == 200
    assert [row.name for row in page.context["screen"].rows] == ["Bolag 00", "Bolag 01", "Bolag 02"]
    assert page.context["extra"] == "kept"
    assert "3 rows" in text_of(page)
    assert annas.get(f"{LIST}?q=Hemligt").context["listing"].total == 0


def test_the_table_says_what_it_is(annas, hers):
    html = annas.get(f"{LIST}?sort=-head_count").content.decode()
    assert '<div class="list-scroll" role="region" aria-labelledby="list-caption" tabindex="0">' in html
    assert '<caption id="list-caption">Organisations</caption>' in html
    assert html.count('aria-sort="') == 1
    assert 'class="list-col-number" aria-sort="descending"><a href="?sort=head_count">' in html
    assert f'<a href="/organisations/{hers[0].public_id}">Bolag 00</a>' in html
    assert '<th role="rowheader" scope="row" class="list-col-text" data-label="Name">' in html
    assert '<td role="cell" class="list-col-number" data-label="Head count">' in html
    assert '<span class="list-tag list-tag-success">Legal person</span>' in html
    assert '<time datetime="2027-03-03">3 March 2027</time>' in html
    assert '<span class="list-none">–</span>' in html  # no county
    assert " style=" not in html
    assert "<script>" not in html


def test_what_others_wrote_is_text_never_markup(annas, anna):
    make_organisation("<img src=x onerror=alert(1)>", members=[anna])
    html = annas.get(f"{LIST}?q=%3Cimg&county=%3Cb%3E").content.decode()
    assert "<img" not in html
    assert "<b>&lt;img" in html
    assert "“&lt;b&gt;” is not one of the choices for County" in html


def test_each_filter_in_use_can_be_taken_away(annas, hers):
    screen = annas.get(f"{LIST}?q=bolag&county=01&county=25&sort=-kind&page=9").context["screen"]
    assert [(tag.label, tag.text, tag.address) for tag in screen.tags] == [
        ("Search", "bolag", "?county=01&county=25&sort=-kind"),
        ("County", "Stockholms län", "?q=bolag&county=25&sort=-kind"),
        ("County", "Norrbottens län", "?q=bolag&county=01&sort=-kind"),
    ]
    assert screen.unfiltered == "?sort=-kind"


class Forms(HTMLParser):
    """What each GET form of a page would send, were it sent as it stands."""

    def __init__(self):
        super().__init__()
        self.forms, self._select = [], None

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.forms.append((given.get("method"), []))
        elif tag == "select":
            self._select = given["name"]
        elif tag == "option" and "selected" in given:
            self.forms[-1][1].append((self._select, given["value"]))
        elif tag == "input" and given.get("value") and ("checked" in given or given["type"] != "checkbox"):
            self.forms[-1][1].append((given["name"], given["value"]))


def test_each_form_carries_all_that_it_has_no_field_for(annas, hers):
    query = "q=bolag&kind=legal&county=01&made_from=2027-01-01&sort=-kind&columns=kind,name&tab=two"
    page = annas.get(f"{LIST}?{query}")
    forms = Forms()
    forms.feed(page.content.decode())
    filters, columns = (pairs for method, pairs in forms.forms if method == "get")
    wanted = set(page.context["listing"].address.pairs)
    assert set(filters) == wanted
    assert set(columns) == wanted - {("columns", "kind,name")} | {("columns", "kind"), ("columns", "name")}


def test_pages_link_on_and_keep_the_filter(annas, anna):
    for number in range(120):
        make_organisation(f"Bolag {number:03}", members=[anna])
    page = annas.get(f"{LIST}?q=bolag&page=2")
    screen = page.context["screen"]
    assert "Rows 51–100 of 120" in text_of(page)
    assert (screen.earlier, screen.later) == ("?q=bolag", "?q=bolag&page=3")
    assert [(link.text, link.address, link.is_current) for link in screen.pages] == [
        ("1", "?q=bolag", False),
        ("2", "?q=bolag&page=2", True),
        ("3", "?q=bolag&page=3", False),
    ]
    assert '<span aria-current="page">' in page.content.decode()
    assert "All 120 rows in the list, on every page" in text_of(page)
    assert annas.get(f"{LIST}?page=3").context["screen"].later == ""
    assert annas.get(LIST).context["screen"].earlier == ""


def test_far_pages_leave_a_gap_that_leads_nowhere():
    listing = listing_of()
    listing.__dict__["rows"] = list(range(50 * 20))
    from forebild.shared.lists.screen import Screen

    links = Screen(listing, path="/", buttons=[], saved=None).pages
    assert [link.text for link in links] == ["1", "2", "3", "…", "20"]
    assert links[3].address == ""


def test_an_empty_list_says_what_to_do(annas, anna):
    assert "No organisations yet. Invite the first." in text_of(annas.get(LIST))
    filtered = annas.get(f"{LIST}?q=nothing")
    assert "No row fits all the filters." in text_of(filtered)
    assert "Invite the first" not in text_of(filtered)


def test_what_was_left_out_is_said(annas, hers):
    text = text_of(annas.get(f"{LIST}?kind=gone&format=pdf"))
    assert "“gone” is not one of the choices for Kind. It was left out." in text
    assert "This list cannot be exported as “pdf”." in text


def test_columns_can_be_chosen_and_the_chosen_ones_come_first(annas, hers):
    screen = annas.get(f"{LIST}?columns=created_at,name").context["screen"]
    assert [heading.column.key for heading in screen.headings] == ["created_at", "name"]
    assert [(choice.column.key, choice.is_shown) for choice in screen.column_choices][:3] == [
        ("created_at", True),
        ("name", True),
        ("kind", False),
    ]


def test_every_order_can_be_chosen_by_name(annas, hers):
    sortings = annas.get(f"{LIST}?sort=-head_count").context["screen"].sortings
    assert ("Head count, rising", "head_count", False) in sortings
    assert ("Head count, falling", "-head_count", True) in sortings
    assert sum(link.is_current for link in sortings) == 1


def test_exports_link_to_the_list_as_it_stands(annas, hers):
    screen = annas.get(f"{LIST}?q=bolag&sort=-kind&page=1").context["screen"]
    assert [link.address for link in screen.exports] == [
        "?q=bolag&sort=-kind&format=xlsx",
        "?q=bolag&sort=-kind&format=csv&separator=semicolon",
        "?q=bolag&sort=-kind&format=csv&separator=comma",
        "?q=bolag&sort=-kind&format=json",
    ]


def test_the_file_holds_ones_own_rows_only(annas, hers, bo):
    make_organisation("Hemligt AB", members=[bo])
    content = annas.get(f"{LIST}?format=csv&separator=semicolon&columns=name").getvalue()
    assert content.decode() == '\ufeff"Name"\r\n"Bolag 00"\r\n"Bolag 01"\r\n"Bolag 02"\r\n'


@pytest.fixture
def told():
    """What was told of exports."""
    seen = []

    def receive(sender, **what):
        seen.append((sender.__name__, what))

    list_exported.connect(receive)
    yield seen
    list_exported.disconnect(receive)


def test_an_export_is_told_before_its_first_row_leaves(annas, anna, hers, told):
    response = annas.get(f"{LIST}?format=json&q=01")
    ((name, what),) = told
    assert name == "OrganisationList"
    assert (what["actor"], what["file_format"], what["row_count"], what["query"]) == (anna, "json", 1, "q=01")
    response.close()


def test_a_page_is_no_export(annas, hers, told):
    annas.get(LIST)
    annas.get(f"{LIST}?format=pdf")
    assert told == []


def test_an_export_that_cannot_be_told_does_not_leave(rf, anna, hers):
    def refuse(**_what):
        raise NotAllowed("not recorded")

    list_exported.connect(refuse)
    try:
        request = rf.get(f"{LIST}?format=xlsx")
        request.user = anna
        with pytest.raises(NotAllowed):
            show_list(request, listing_of("format=xlsx"), "listtests/organisations.html")
    finally:
        list_exported.disconnect(refuse)


def test_buttons_stand_only_where_they_may_be_used(annas, hers, monkeypatch):
    page = annas.get(f"{LIST}?q=bolag")
    assert 'formaction="/organisations/greet?q=bolag"' in page.content.decode()
    assert page.content.decode().count('name="chosen"') == 3
    may_not = {**RULES, Permission.SIGNED_IN: lambda actor, subject=None: no("not you")}
    request = RequestFactory().get(LIST)
    request.user, request.resolver_match = hers[0].memberships.get().person, None
    monkeypatch.setattr("forebild.shared.permissions.RULES", may_not)
    html = show_list(request, listing_of(), "listtests/organisations.html").content.decode()
    assert 'name="chosen"' not in html
    assert "formaction" not in html


def test_somebody_not_signed_in_has_no_buttons_and_no_views(client, hers, settings):
    html = client.get("/").content.decode()
    assert "Bolag 00" in html
    assert "formaction" not in html
    assert reverse("lists:saved_view_save") not in html


def test_a_list_on_a_page_of_its_own_sends_people_to_sign_in(client, db):
    assert client.get(LIST).url == "/people/sign-in?next=/organisations"


@pytest.mark.parametrize("row_count", [1, 3, 50])
def test_queries_do_not_grow_with_rows(rf, anna, row_count, django_assert_num_queries):
    people = [make_person(f"editor{number}@exempel.example") for number in range(3)]
    for number in range(row_count):
        make_organisation(f"Bolag {number:02}", members=[anna, *people], head_count=number)
    save_view(actor=anna, list_key="organisations", name="mine", query="q=a")
    request = rf.get(f"{LIST}?q=bolag&kind=legal&made_from=2027-01-01&sort=-head_count")
    request.user = anna
    with django_assert_num_queries(4):  # count, page, memberships (declared prefetch), saved views
        response = organisation_list(request)
    assert response.content.decode().count("<tr role") == row_count + 1
    assert isinstance(response, HttpResponse)


@pytest.mark.parametrize("row_count", [1, 3, 50])
def test_a_files_queries_do_not_grow_with_rows(rf, anna, row_count, django_assert_num_queries):
    for number in range(row_count):
        make_organisation(f"Bolag {number:02}", members=[anna], head_count=number)
    request = rf.get(f"{LIST}?format=csv")
    request.user = anna
    with django_assert_num_queries(3):  # count, all rows by one cursor, memberships
        lines = organisation_list(request).getvalue().decode().splitlines()
    assert len(lines) == row_count + 1
