"""Beside companies alike, beside last year; asked again after a year; the PDF; an adviser."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from forebild.assessment.benchmark import BETTER, Group, group_for, groups_of, latest_of_each
from forebild.assessment.compared import in_words
from forebild.assessment.models import Assessment, Benchmark
from forebild.assessment.queries.sittings import first_answering
from forebild.assessment.services.again import ask_again_due, ask_no_more, let_be_asked
from forebild.assessment.services.benchmarks import release_all, release_benchmark
from forebild.assessment.services.withdrawing import withdraw_assessment
from forebild.assessment.tests.test_saving import link_in
from forebild.assessment.tests.worlds import answer, answered, handed_in, the_set, token
from forebild.engine.disclosure.problem import FEWEST_AMONG_THEMSELVES
from forebild.outcomes.models import FollowUp
from forebild.shared.outbox.models import Message
from tests.worlds import make_company, make_office, make_person, make_programme

pytestmark = pytest.mark.django_db


def many(count: int, *, county: str = "", size: str = "small") -> list[Assessment]:
    """So many companies, with 1, 2, 3 … yes."""
    made = [handed_in(yes=number % 13) for number in range(1, count + 1)]
    keys = [each.pk for each in made]
    Assessment.objects.filter(pk__in=keys).update(county=county, size=size)
    return list(Assessment.objects.filter(pk__in=keys).order_by("pk"))


def released() -> Benchmark | None:
    return release_benchmark(programme=make_programme(), question_set=the_set())


def page_of(client: Client, assessment: Assessment) -> str:
    return client.get(reverse("assessment:sitting", kwargs={"token": token(assessment)})).content.decode()


def test_nothing_is_told_of_fewer_than_six(client: Client) -> None:
    made = many(FEWEST_AMONG_THEMSELVES - 1)
    assert released() is None
    assert "för få företag" in page_of(client, made[0])


def test_six_companies_are_shown_with_their_middle_and_that_they_are_few(client: Client) -> None:
    made = many(FEWEST_AMONG_THEMSELVES)
    release = released()
    assert release is not None
    assert release.data["groups"]["all"]["count"] == 6
    assert release.data["groups"]["all"]["figures"]["overall"] == 4  # of 1 … 6: 3.5, halves upwards
    page = page_of(client, made[0])
    assert "6 företag" in page
    assert "fingervisning" in page
    assert "Visa siffrorna" in page


def test_the_narrowest_group_that_is_large_enough_is_shown() -> None:
    made = many(BETTER, county="06", size="small")
    many(FEWEST_AMONG_THEMSELVES, county="08", size="large")
    release = released()
    assert release is not None
    group = group_for(made[0], release.data)
    assert group is not None
    assert (group.kind, group.count) == ("size", BETTER)
    assert list(groups_of(made[0])) == ["size|small", "all"]
    assert {"all", "size|small", "size|large"} <= release.data["groups"].keys()


@pytest.mark.parametrize(
    ("values", "groups", "words"),
    [
        (
            {"size": "small", "division": "25", "county": "06"},
            [
                "county|small|25|06",
                "region|small|25|SE21",
                "division|small|25",
                "section|small|C",
                "size|small",
            ],
            "i Jönköpings län",
        ),
        (
            {"size": "small", "division": "25"},
            ["division|small|25", "section|small|C", "size|small"],
            "branschen",
        ),
        ({"county": "06", "size": ""}, [], "av alla storlekar"),
    ],
)
def test_a_group_is_widened_step_by_step(values: dict[str, str], groups: list[str], words: str) -> None:
    made = many(BETTER)
    Assessment.objects.update(**values)
    made[0].refresh_from_db()
    assert list(groups_of(made[0])) == [*groups, "all"]
    release = released()
    assert release is not None
    group = group_for(made[0], release.data)
    assert group is not None
    assert words in in_words(group, "sv")


@pytest.mark.parametrize(
    ("kind", "values", "words"),
    [
        ("region", ("small", "25", "SE21"), "i er del av landet"),
        ("section", ("small", "C"), "inom ”Tillverkning”"),
        ("size", ("small",), "10–49"),
    ],
)
def test_every_group_is_said_in_words(kind: str, values: tuple[str, ...], words: str) -> None:
    assert words in in_words(Group(kind, values, 12, {}), "sv")


def test_figures_up_to_a_hundred_are_rounded_to_fives() -> None:
    many(FEWEST_AMONG_THEMSELVES)
    release = released()
    assert release is not None
    figures = dict(release.data["groups"]["all"]["figures"])
    assert figures.pop("overall") == 4
    assert figures
    assert all(figure % 5 == 0 for figure in figures.values())


def test_what_would_give_four_away_by_difference_is_withheld() -> None:
    """All less the ten small ones would be the four large."""
    many(BETTER, size="small")
    many(4, size="large")
    release = released()
    assert release is not None
    told = release.data["groups"].keys()
    assert not {"all", "size|small"} <= told


def test_one_company_counts_once_and_whoever_uses_its_name_does_not() -> None:
    owner = make_person()
    company = make_company(owner=owner)
    first, second = handed_in(owner=owner, company=company), handed_in(owner=owner, company=company)
    third = handed_in()
    Assessment.objects.filter(pk=third.pk).update(organisation=company, is_vouched=False)
    assert latest_of_each([first, second]) == [second]
    many(FEWEST_AMONG_THEMSELVES - 2)
    assert released() is None  # five companies: the name that somebody used is no sixth


def test_a_withdrawn_one_is_in_no_figure_from_the_next_release_and_cannot_be_subtracted() -> None:
    made = many(BETTER)
    before = released()
    withdraw_assessment(assessment=made[0])
    after = released()
    assert before is not None
    assert after is not None
    assert made[0].public_id not in str(after.data)
    assert "all" not in after.data["groups"], "the difference would be one company"


def test_a_group_with_one_newcomer_stays_as_it_was_with_its_day() -> None:
    many(BETTER)
    before = released()
    assert before is not None
    last_week = before.data["groups"]["all"] | {"on": "2026-01-05"}
    Benchmark.objects.update(data=before.data | {"groups": {**before.data["groups"], "all": last_week}})
    made = many(1, size="large")
    assert released() is None, "nothing may be told that was not"
    many(FEWEST_AMONG_THEMSELVES - 1, size="large")
    after = released()
    assert after is not None
    assert after.data["groups"]["all"]["count"] == BETTER + FEWEST_AMONG_THEMSELVES
    assert after.data["groups"]["size|small"]["count"] == BETTER
    assert made[0].public_id not in str(after.data)


def test_the_same_figures_are_not_released_twice() -> None:
    many(FEWEST_AMONG_THEMSELVES)
    assert release_all() == 1
    assert release_all() == 0


def test_a_company_is_asked_once_a_year_later_and_not_if_it_would_rather_not(client: Client) -> None:
    due, silent, fresh = handed_in(), handed_in(), handed_in()
    year_ago = timezone.now() - timedelta(days=350)
    Assessment.objects.filter(pk__in=[due.pk, silent.pk]).update(handed_in_at=year_ago)
    ask_no_more(assessment=silent)
    assert ask_again_due() == 1
    assert ask_again_due() == 0
    assert Message.objects.get().to_email == due.email
    let_be_asked(assessment=silent)
    assert ask_again_due() == 1
    assert fresh.asked_again_at is None


def test_too_long_ago_is_not_asked_any_more() -> None:
    assessment = handed_in()
    Assessment.objects.filter(pk=assessment.pk).update(handed_in_at=timezone.now() - timedelta(days=400))
    assert ask_again_due() == 0


class TestTheYearAfter:
    @pytest.fixture
    def letter(self) -> str:
        self.before = handed_in(yes=4)
        Assessment.objects.update(handed_in_at=timezone.now() - timedelta(days=350))
        ask_again_due()
        return link_in(Message.objects.get())

    def test_last_years_answers_stand_there_and_the_change_is_shown(
        self, client: Client, letter: str
    ) -> None:
        assert client.get(letter).status_code == 200
        onward = client.post(letter)
        again = client.post(letter)
        assert Assessment.objects.count() == 2, "pressed twice it is one"
        page = client.get(onward["Location"]).content.decode()
        assert "Förra gången: " in page
        assert client.get(again["Location"]).status_code == 200
        now = Assessment.objects.get(previous=self.before)
        assert (now.organisation, now.is_vouched, now.is_saved) == (self.before.organisation, True, True)
        assert first_answering(now).document.fields == first_answering(self.before).document.fields
        answer(now, q_ai="yes")
        at = {"token": onward["Location"].split("/")[-4]}
        client.post(reverse("assessment:hand_in", kwargs=at))
        page = client.get(reverse("assessment:sitting", kwargs=at)).content.decode()
        assert "Sedan förra gången" in page
        assert "12 frågor" in page

    def test_no_thank_you_ends_the_letters(self, client: Client, letter: str) -> None:
        assert client.post(letter, {"no": "yes"}).status_code == 302
        self.before.refresh_from_db()
        assert not self.before.may_be_asked_again
        assert Assessment.objects.count() == 1


@pytest.mark.parametrize(("prefix", "words"), [("", "Ert resultat"), ("/en", "Your result")])
def test_the_pdf_is_in_the_readers_language(client: Client, prefix: str, words: str) -> None:
    assessment = handed_in("six", yes=5)
    address = reverse("assessment:result_pdf", kwargs={"token": token(assessment)})
    response = client.get(f"{prefix}{address}")
    assert response["Content-Type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    assert words in text
    assert assessment.company in text
    open_one = reverse("assessment:result_pdf", kwargs={"token": token(answered())})
    assert client.get(open_one).status_code == 404


class TestAnAdviser:
    def test_is_asked_for_under_the_same_consent_as_after_an_event(self, client: Client) -> None:
        assessment, office = handed_in(), make_office()
        at = reverse("assessment:adviser", kwargs={"token": token(assessment)})
        sent = {"name": "Anna", "topics": ["digital"], "wish": "Var börjar vi?", "agrees": "on"}
        assert client.post(at, sent).status_code == 302
        follow_up = FollowUp.objects.get()
        assert (follow_up.event, follow_up.registration, follow_up.state) == (None, None, "new")
        assert (follow_up.email, follow_up.organisation) == (assessment.email, assessment.organisation)
        assert follow_up.consent_text
        assert list(FollowUp.objects.for_actor(office)) == [follow_up]
        assert list(FollowUp.objects.for_actor(make_person())) == []
        client.post(at, sent)
        assert FollowUp.objects.count() == 1
        assert "Du har frågat" in client.get(at).content.decode()
        assert client.get(link_in(Message.objects.get(kind="outcomes.help_asked_for"))).status_code == 200

    def test_nobody_is_told_without_a_yes_or_a_name(self, client: Client) -> None:
        assessment = handed_in()
        at = reverse("assessment:adviser", kwargs={"token": token(assessment)})
        page = client.post(at, {"name": "Anna", "topics": ["digital"], "wish": "Hej"})
        assert set(page.context["form"].errors) == {"agrees"}
        page = client.post(at, {"topics": ["digital"], "wish": "Hej", "agrees": "on"})
        assert set(page.context["form"].errors) == {"name"}
        assert not FollowUp.objects.exists()

    def test_only_somebody_whom_an_adviser_can_reach_asks(self, client: Client) -> None:
        at = reverse("assessment:adviser", kwargs={"token": token(answered())})
        assert "Spara självskattningen först" in client.get(at).content.decode()
        client.post(at, {"name": "Anna", "topics": ["digital"], "agrees": "on"})
        assert not FollowUp.objects.exists()
