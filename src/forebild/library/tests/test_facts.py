"""What a story is about: chosen from vocabularies, laid down at publication, gone at withdrawal."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from forebild.library import facts
from forebild.library.facts import Facts, facts_of
from forebild.library.models import ExampleFacts, GoodExample
from forebild.library.queries_facts import drafted_facts, in_words
from forebild.library.search.models import IndexedExample
from forebild.library.services import examples as services
from forebild.library.tests.stories import fresh_link, make_example
from forebild.people.models import OrganisationFigures, OrganisationIndustry
from forebild.shared.errors import NotAllowed
from tests.worlds import make_company, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db

CHOSEN = {
    "technologies": ["ai", "sensors"],
    "cost_band": "50k_250k",
    "time_band": "3m_6m",
    "maturity_step": "starting",
    "focus_area": "industry40",
    "goals": ["9"],
    "dimensions": ["data"],
}


def company_with_figures() -> Any:
    company = make_company("Mätaren AB", county="06")
    OrganisationFigures.objects.create(organisation=company, year=2024, head_count=70)
    OrganisationFigures.objects.create(organisation=company, year=2025, head_count="42.4")
    OrganisationIndustry.objects.create(organisation=company, scheme="sni2007", code="25.620")
    return company


def test_facts_are_laid_down_when_the_story_is_published_and_gone_when_it_is_withdrawn() -> None:
    office, example = make_office(), make_example("approved", company_with_figures(), **CHOSEN)  # type: ignore[arg-type]
    assert facts_of(example) == Facts()
    services.publish_example(actor=office, example=example)
    said = {
        "technologies": ("sensors", "ai"),
        "cost_band": "50k_250k",
        "time_band": "3m_6m",
        "maturity_step": "starting",
        "focus_area": "industry40",
        "goals": ("9",),
        "dimensions": ("data",),
    }
    of_company = {"county": "06", "industry": "25.620", "division": "25", "head_count": 42, "size": "small"}
    expected = Facts(**said, **of_company, year=2026)  # type: ignore[arg-type]
    stored = GoodExample.objects.select_related("facts").get(pk=example.pk)
    assert facts_of(example) == facts_of(stored) == expected == drafted_facts(example)
    assert IndexedExample.objects.filter(example=example).exists()
    services.withdraw_example(actor=office, example=example, reason="Såld.")
    assert facts_of(example) == Facts()
    assert not ExampleFacts.objects.exists()
    assert not IndexedExample.objects.exists()


def test_a_story_without_choices_or_figures_has_empty_facts() -> None:
    example = make_example("published", make_company(county=""))
    assert facts_of(example) == Facts(year=2026)
    assert in_words(facts_of(example)) == []


def test_a_new_publication_replaces_the_facts() -> None:
    example, office = make_example("published", **CHOSEN), make_office()  # type: ignore[arg-type]
    services.edit_example(actor=office, example=example)
    changes = {"cost_band": "over_5m", "technologies": []}
    services.save_example(
        actor=office,
        document=example.document,
        changes=changes,
        base_revision=example.document.revision,
        allowed=[*changes],
    )
    assert facts_of(example).cost_band == "50k_250k"  # readers keep what was approved
    services.ask_company_to_approve(actor=office, example=example, email="vd@bolag.example")
    again = services.approve_example(
        link=fresh_link(example), name="Vera", revision=example.document.revision
    )
    services.publish_example(actor=office, example=again)
    assert (facts_of(again).cost_band, facts_of(again).technologies) == ("over_5m", ())
    assert ExampleFacts.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "known", "at_fault"),
    [
        ({"technologies": ["ai", "sensors", "ai"]}, {"technologies": ("sensors", "ai")}, []),
        ({"technologies": "ai"}, {"technologies": ("ai",)}, []),
        ({"technologies": ""}, {"technologies": ()}, []),
        ({"technologies": ["steam", "ai"]}, {"technologies": ("ai",)}, ["technologies"]),
        ({"cost_band": "much"}, {"cost_band": ""}, ["cost_band"]),
        ({"cost_band": ["under_50k", "over_5m"]}, {"cost_band": "under_50k"}, ["cost_band"]),
        ({"cost_band": None, "title_sv": "x"}, {"cost_band": ""}, []),
    ],
)
def test_only_what_the_vocabularies_have_is_known(sent: Any, known: Any, at_fault: list[str]) -> None:
    assert facts.cleaned(sent) == (known, at_fault)


@pytest.mark.parametrize(
    ("head_count", "size"),
    [(None, ""), (0, "micro"), (9, "micro"), (10, "small"), (49, "small"), (50, "medium"), (250, "large")],
)
def test_the_size_follows_the_eu_classes(head_count: int | None, size: str) -> None:
    assert facts.size_of(head_count) == size


def test_facts_are_read_in_the_readers_words() -> None:
    told = Facts(technologies=("ai", "xr"), goals=("9",), size="small")
    assert in_words(told) == [
        ("Size", ["10–49 people"]),
        ("Technologies", ["AI and machine learning", "VR and AR"]),
        ("Global goals", ["9. Industry, innovation and infrastructure"]),
    ]
    with override("sv"):
        assert facts.name_of("cost_band", "under_50k") == "mindre än 50 000 kronor"
    assert facts.name_of("cost_band", "no more known") == "no more known"


def test_a_story_may_be_begun_about_a_company_that_never_entered() -> None:
    office, company = make_office(), make_company("Aldrig Tävlat AB")
    example = services.start_example(
        actor=office, programme=make_programme(), organisation=company, contact_email=" VD@bolag.example "
    )
    assert (example.entry, example.award, example.state) == (None, None, "draft")
    assert example.contact_email == "vd@bolag.example"
    assert example.slug.startswith("aldrig-tavlat-ab-")
    assert example.document.fields["title_sv"] == "Aldrig Tävlat AB"
    with pytest.raises(NotAllowed):
        services.start_example(actor=make_person(), programme=make_programme(), organisation=company)
