"""An empty installation becomes a programme with a lead, once, and its first edition gets its criteria."""

import pytest
from django.urls import reverse

from forebild.people.models import Person
from forebild.programme.models import Criterion, Programme, Role
from forebild.programme.services.founding import found_programme
from forebild.programme.services.pages import publish_page
from forebild.programme.services.templates import use_nordic_jury
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import give_second_factor, make_edition, make_programme

WORDS = {
    "name": "Goda exempel",
    "organiser": "Exempelstiftelsen",
    "contact_email": "kansli@exempel.example",
    "lead_name": "Sofia Tallgrund",
    "lead_email": "Sofia@Exempel.example",
}


@pytest.mark.django_db
def test_the_lead_plans_the_first_edition_with_the_template(client):
    programme = found_programme(**WORDS)
    role = Role.objects.get()
    assert (programme.name_sv, programme.organiser) == ("Goda exempel", "Exempelstiftelsen")
    assert (role.kind, role.programme, role.edition, role.until) == ("lead", programme, None, None)
    assert (role.person.name, role.person.email) == ("Sofia Tallgrund", "sofia@exempel.example")
    actions = list(Record.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["programme.programme.founded", *["programme.page.added"] * 5]
    edition = make_edition(2027, criteria=0, state="planned")
    give_second_factor(role.person)
    client.force_login(role.person)
    page = reverse("programme:edition_plan", args=[2027])
    assert b'name="nordic_jury"' in client.get(page).content
    made = client.post(reverse("programme:criterion_new", args=[2027]), {"nordic_jury": "yes"})
    assert (made.status_code, made["Location"]) == (302, page)
    assert b'name="nordic_jury"' not in client.get(page).content
    assert edition.criteria.count() == 7


@pytest.mark.django_db
def test_the_frame_links_to_a_page_once_it_is_published(client):
    programme = found_programme(**WORDS)
    lead = Role.objects.get().person
    slugs = ["om", "regler", "press", "tillganglighet", "personuppgifter"]
    assert list(programme.pages.values_list("slug", flat=True)) == slugs
    home = reverse("website:home")
    assert "/sidor/" not in client.get(home).content.decode()
    for slug in slugs:
        publish_page(actor=lead, editorial=programme.pages.get(slug=slug))
    shown = client.get(home).content.decode()
    assert all(reverse("programme:page", args=[slug]) in shown for slug in slugs)


@pytest.mark.django_db
def test_there_is_one_programme():
    found_programme(**WORDS)
    with pytest.raises(NotNow):
        found_programme(**WORDS | {"lead_email": "annan@exempel.example"})
    assert (Programme.objects.count(), Person.objects.count()) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["lead_email", "contact_email"])
def test_an_address_that_takes_no_mail_begins_nothing(field):
    with pytest.raises(InvalidInput):
        found_programme(**WORDS | {field: "nowhere"})
    assert (Programme.objects.count(), Person.objects.count()) == (0, 0)


def test_the_template_is_whole_in_both_languages(lead):
    edition = make_edition(2027, criteria=0, state="planned")
    made = use_nordic_jury(actor=lead, edition=edition)
    assert [each.position for each in made] == [1, 2, 3, 4, 5, 6, 7]
    assert {(each.weight, each.scale_min, each.scale_max, each.counted) for each in made} == {(1, 1, 5, True)}
    for each in Criterion.objects.all():
        assert all((each.name_sv, each.name_en, each.description_sv, each.description_en))
        assert list(each.anchors.values_list("value", flat=True)) == [1, 3, 5]
        assert all(anchor.text_sv and anchor.text_en for anchor in each.anchors.all())


def test_the_template_is_for_an_edition_without_criteria_and_for_the_office(lead, stranger):
    edition = make_edition(2027, criteria=1, state="planned")
    with pytest.raises(NotNow):
        use_nordic_jury(actor=lead, edition=edition)
    edition.criteria.all().delete()
    with pytest.raises(NotAllowed):
        use_nordic_jury(actor=stranger, edition=edition)
    assert edition.criteria.count() == 0
    assert edition.programme == make_programme()
