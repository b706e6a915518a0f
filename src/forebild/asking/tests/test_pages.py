"""The pages: a reader asks, the company answers by its link or signed in, the office sees that and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from forebild.asking.models import Enquiry, PublicAnswer, Reception
from forebild.asking.services import clock, enquiries, replies, showing
from forebild.asking.tests.worlds import (
    ASKER,
    COMPANY,
    RECEPTION,
    agreed,
    answered,
    open_reception,
    proposed,
    sent,
    times,
    token,
    typed,
)
from forebild.library.models import GoodExample
from forebild.library.tests.stories import make_example
from forebild.shared.outbox.models import Message
from tests.worlds import client_of, make_office, make_person

pytestmark = pytest.mark.django_db

TYPED = {
    "text": "Hur började ni?",
    "name": "Anna Prov",
    "company": "Provbolaget AB",
    "email": "anna@prov.example",
}


@pytest.fixture
def story() -> GoodExample:
    example = make_example("published")
    open_reception(example)
    return example


def ask_page(example: GoodExample, visit: bool = False) -> str:
    return reverse("asking:ask", args=[example.slug]) + ("?om=besok" if visit else "")


def own(enquiry: Enquiry) -> str:
    return reverse("asking:enquiry", args=[token(ASKER, enquiry)])


def companys(enquiry: Enquiry) -> str:
    return reverse("asking:reply", args=[token(COMPANY, enquiry)])


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode())


class TestAReader:
    def test_asks_from_the_story_and_is_told_to_open_the_mail(
        self, client: Client, story: GoodExample
    ) -> None:
        page = text_of(client.get(reverse("library:example", args=[story.slug])))
        assert ask_page(story) in page
        assert ask_page(story, visit=True) in page
        response = client.post(ask_page(story), TYPED, follow=True)
        assert "Öppna din e-post" in text_of(response)
        assert (Enquiry.objects.get().state, Enquiry.objects.get().company) == ("typed", "Provbolaget AB")

    def test_what_is_typed_stays_when_something_is_missing(self, client: Client, story: GoodExample) -> None:
        response = client.post(ask_page(story, visit=True), TYPED | {"head_count": "många"})
        page = text_of(response)
        assert "Provbolaget AB" in page
        assert "många" in page
        assert set(response.context["form"].errors) == {"head_count", "when"}
        visit = TYPED | {"head_count": "4", "when": "I mars"}
        assert client.post(ask_page(story, visit=True), visit).status_code == 302
        assert Enquiry.objects.get().head_count == 4

    def test_a_flood_is_told_beside_what_was_typed(
        self, client: Client, story: GoodExample, settings: Any
    ) -> None:
        settings.RATE_LIMITS_OFF = False
        for number in range(5):
            client.post(ask_page(story), TYPED | {"text": f"Fråga {number}"})
        page = text_of(client.post(ask_page(story), TYPED | {"text": "Sista frågan"}))
        assert "Du har ställt fem frågor på ett dygn." in page
        assert "Sista frågan" in page

    def test_nothing_is_asked_where_nothing_is_taken(self, client: Client, story: GoodExample) -> None:
        open_reception(story, takes_questions=False, takes_visits=False)
        assert "Företaget tar inte emot frågor just nu." in text_of(client.get(ask_page(story)))
        assert ask_page(story) not in text_of(client.get(reverse("library:example", args=[story.slug])))
        assert client.get(reverse("asking:ask", args=["finns-inte"])).status_code == 404

    def test_opening_the_link_changes_nothing_and_pressing_sends(
        self, client: Client, story: GoodExample
    ) -> None:
        enquiry = typed(story)
        assert "Ja, skicka" in text_of(client.get(own(enquiry)))
        enquiry.refresh_from_db()
        assert enquiry.state == "typed"
        page = text_of(client.post(own(enquiry), {"act": "send"}, follow=True))
        assert "har fått det du skrev" in page

    def test_a_full_month_is_told_with_its_day_and_one_may_be_reminded(
        self, client: Client, story: GoodExample
    ) -> None:
        with time_machine.travel("2027-01-20T11:00:00+00:00", tick=False):
            open_reception(story, question_cap=1)
            late = typed(story, "Bo")
            sent(story)
            for page in (ask_page(story), reverse("library:example", args=[story.slug]), own(late)):
                assert "Nästa månad öppnar måndag 1 februari 2027" in text_of(client.get(page))
            page = text_of(client.post(own(late), {"act": "send"}))
            assert "Nästa månad öppnar måndag 1 februari 2027" in page
            page = text_of(client.post(own(late), {"act": "postpone"}, follow=True))
            assert "Vi skriver till dig den dagen" in page

    def test_chooses_a_time_or_asks_for_others(self, client: Client, story: GoodExample) -> None:
        enquiry = proposed(story)
        assert "Fråga efter Vera i porten." in text_of(client.get(own(enquiry)))
        response = client.post(own(enquiry), {"act": "agree"})
        assert set(response.context["times_form"].errors) == {"time"}
        response = client.post(own(enquiry), {"act": "refuse", "when": ""})
        assert set(response.context["other_form"].errors) == {"when"}
        client.post(own(enquiry), {"act": "refuse", "when": "I april"})
        enquiry.refresh_from_db()
        assert (enquiry.state, enquiry.when) == ("sent", "I april")
        replies.propose(enquiry=enquiry, times=times(40), text="Välkomna.")
        chosen = enquiry.replies.last().times.get()
        posted = {"act": "agree", "time": chosen.public_id, "shows_email": "on"}
        assert "Besöket är bestämt" in text_of(client.post(own(enquiry), posted, follow=True))
        assert "anna@prov.example" in text_of(client.get(companys(enquiry)))

    def test_a_time_that_has_gone_by_is_told(self, client: Client, story: GoodExample) -> None:
        enquiry = proposed(story)
        first, link = enquiry.replies.get().times.all()[0], own(enquiry)
        with time_machine.travel(timezone.now() + timedelta(days=30), tick=False):
            page = text_of(client.post(link, {"act": "agree", "time": first.public_id}))
        assert "Den tiden har passerat." in page

    def test_takes_it_back(self, client: Client, story: GoodExample) -> None:
        enquiry = answered(story)
        page = text_of(client.post(own(enquiry), {"act": "withdraw"}, follow=True))
        assert "Allt som du och företaget skrev här är raderat." in page
        assert "Hur började" not in page

    def test_a_link_for_another_page_opens_nothing(self, client: Client, story: GoodExample) -> None:
        enquiry = sent(story)
        assert client.get(reverse("asking:enquiry", args=[token(COMPANY, enquiry)])).status_code == 404
        assert client.get(reverse("asking:reply", args=[token(ASKER, enquiry)])).status_code == 404
        gone = type("Gone", (), {"public_id": "finns-inte"})
        for name, purpose in (("enquiry", ASKER), ("reply", COMPANY), ("reception", RECEPTION)):
            assert client.get(reverse(f"asking:{name}", args=[token(purpose, gone)])).status_code == 404


class TestACompany:
    def test_says_what_it_takes_by_its_link(self, client: Client) -> None:
        example = make_example("published")
        reception = Reception.objects.get()
        page = reverse("asking:reception", args=[token(RECEPTION, reception)])
        assert "Tar ni emot frågor och besök?" in text_of(client.get(page))
        terms = {
            "act": "set",
            "takes_questions": "on",
            "question_cap": "3",
            "visit_cap": "1",
            "email": "vd@bolag.example",
        }
        response = client.post(page, terms | {"question_cap": "0"})
        assert set(response.context["form"].errors) == {"question_cap"}
        assert "Nu kan läsarna av er berättelse fråga er." in text_of(client.post(page, terms))
        assert sent(example).state == "sent"
        moved = client.post(page, terms | {"email": "ny@bolag.example"})
        assert "Vi har skrivit till ny@bolag.example." in text_of(moved)
        assert client.get(page).status_code == 410

    def test_stops_by_one_press_also_from_a_question(self, client: Client, story: GoodExample) -> None:
        enquiry, reception = sent(story), Reception.objects.get()
        page = text_of(client.post(companys(enquiry), {"act": "stop"}, follow=True))
        assert "Ni tar inte emot fler frågor och besök." in page
        assert "Skicka svaret" in page  # what has come can still be answered
        open_reception(story)
        link = reverse("asking:reception", args=[token(RECEPTION, reception)])
        assert "Inga frågor och besök når er." in text_of(client.post(link, {"act": "stop"}))

    def test_answers_and_never_sees_the_address(self, client: Client, story: GoodExample) -> None:
        enquiry = sent(story)
        page = text_of(client.get(companys(enquiry)))
        assert "Hur började ni, undrar Anna?" in page
        assert "anna@prov.example" not in page
        response = client.post(companys(enquiry), {"act": "answer", "answer-text": " "})
        assert set(response.context["answer_form"].errors) == {"text"}
        posted = {"act": "answer", "answer-text": "Med en maskin.", "answer-shares_address": "on"}
        client.post(companys(enquiry), posted)
        assert "fragor@bolag.example" in text_of(client.get(own(enquiry)))

    def test_says_no_with_a_reason_in_the_askers_language(self, client: Client, story: GoodExample) -> None:
        enquiry = sent(story)
        Enquiry.objects.update(language="en")
        response = client.post(companys(enquiry), {"act": "decline", "decline-reason": "own"})
        assert set(response.context["decline_form"].errors) == {"words"}
        client.post(
            companys(enquiry), {"act": "decline", "decline-reason": "time", "decline-words": "Sorry, Anna."}
        )
        [reply] = enquiry.replies.all()
        assert reply.text.startswith("We do not have the time just now")
        assert reply.text.endswith("Sorry, Anna.")
        other = sent(story, "Bo")
        client.post(companys(other), {"act": "decline", "decline-reason": "own", "decline-words": "Tyvärr."})
        assert other.replies.get().text == "Tyvärr."

    def test_proposes_times(self, client: Client, story: GoodExample) -> None:
        enquiry = sent(story, kind="visit")
        posted = {"act": "propose", "times-first": "2020-01-01T10:00", "times-text": "I porten."}
        response = client.post(companys(enquiry), posted)
        assert set(response.context["propose_form"].errors) == {"first"}
        later = f"{timezone.now() + timedelta(days=9):%Y-%m-%d}T10:00"
        client.post(companys(enquiry), posted | {"times-first": later, "times-third": later})
        assert enquiry.replies.get().times.count() == 1

    def test_reports_abuse_and_the_office_may_read_it(self, client: Client, story: GoodExample) -> None:
        enquiry = sent(story)
        page = text_of(client.post(companys(enquiry), {"act": "report"}, follow=True))
        assert "Samma person når er inte igen." in page
        office = client_of(make_office(story.programme))
        page = text_of(office.get(reverse("asking:office_enquiry", args=[enquiry.public_id])))
        assert "Hur började ni, undrar Anna?" in page

    def test_sees_and_answers_it_all_signed_in(self, story: GoodExample) -> None:
        editor = make_person()
        story.organisation.memberships.create(person=editor, part="owner")
        signed_in = client_of(editor)
        enquiry = sent(story)
        organisation = story.organisation.public_id
        page = text_of(signed_in.get(reverse("people:organisation", args=[organisation])))
        assert "1 väntar på ert svar." in page
        here = reverse("asking:company", args=[organisation])
        page = text_of(signed_in.get(here))
        assert "Annas verkstad AB" in page
        terms = {"act": "set", "takes_visits": "on", "question_cap": "1", "visit_cap": "1"}
        assert signed_in.post(here, terms).context["form"].errors
        signed_in.post(here, terms | {"email": "vd@bolag.example"})
        assert Reception.objects.get().takes_questions is False
        signed_in.post(here, {"act": "stop"})
        assert Reception.objects.get().is_open is False
        there = reverse("asking:company_reply", args=[organisation, enquiry.public_id])
        signed_in.post(there, {"act": "answer", "answer-text": "Så här."})
        assert enquiry.replies.get().by == editor
        stranger = client_of(make_person())
        assert [stranger.get(each).status_code for each in (here, there)] == [404, 404]

    def test_speaks_before_anybody_has_asked(self, story: GoodExample) -> None:
        Reception.objects.all().delete()
        editor = make_person()
        story.organisation.memberships.create(person=editor, part="owner")
        here = reverse("asking:company", args=[story.organisation.public_id])
        terms = {"act": "set", "takes_questions": "on", "question_cap": "9", "visit_cap": "1"}
        client_of(editor).post(here, terms | {"email": editor.email})
        assert Reception.objects.get().question_cap == 9


class TestShowing:
    def test_both_say_yes_and_either_takes_it_away(self, client: Client, story: GoodExample) -> None:
        page = reverse("library:example", args=[story.slug])
        enquiry = answered(story, may_be_public=True)
        assert "Vi började med en maskin." not in text_of(client.get(page))
        offered_at = PublicAnswer.objects.get().company_yes_at.isoformat()
        assert "Får andra läsa frågan och svaret?" in text_of(client.get(own(enquiry)))
        assert client.post(own(enquiry), {"act": "show", "offered_at": "annat"}).status_code == 409
        for _twice in range(2):
            client.post(own(enquiry), {"act": "show", "offered_at": offered_at})
        shown = text_of(client.get(page))
        assert "Hur började ni, undrar Anna?" in shown
        assert "Vi började med en maskin." in shown
        assert "Annas verkstad" not in shown
        client.post(own(enquiry), {"act": "hide"})
        assert "Vi började med en maskin." not in text_of(client.get(page))
        assert PublicAnswer.objects.get().answer == ""

    def test_another_answer_needs_another_yes(self, client: Client, story: GoodExample) -> None:
        enquiry = answered(story, may_be_public=True)
        first = PublicAnswer.objects.get().company_yes_at.isoformat()
        showing.agree_to_show(enquiry=enquiry, offered_at=first)
        replies.answer(enquiry=enquiry, text="Nej, med två.", may_be_public=True)
        page = reverse("library:example", args=[story.slug])
        assert "Nej, med två." not in text_of(client.get(page))
        assert client.post(own(enquiry), {"act": "show", "offered_at": first}).status_code == 409
        replies.answer(enquiry=enquiry, text="Det stannar mellan oss.")
        assert PublicAnswer.objects.get().taken_away_by == "company"

    def test_the_company_and_the_office_take_it_away(self, client: Client, story: GoodExample) -> None:
        office = client_of(make_office(story.programme))
        for number, who in enumerate(("Anna", "Bo")):
            enquiry = answered(story, who, may_be_public=True)
            offered_at = PublicAnswer.objects.get(enquiry=enquiry).company_yes_at.isoformat()
            showing.agree_to_show(enquiry=enquiry, offered_at=offered_at)
            if number:
                client.post(companys(enquiry), {"act": "hide"})
            else:
                there = reverse("asking:answer_remove", args=[enquiry.public_id])
                assert "Ta bort frågan och svaret" in text_of(office.get(there))
                office.post(there)
            assert PublicAnswer.objects.get(enquiry=enquiry).is_public is False

    def test_what_is_public_stays_after_a_year_and_what_was_only_offered_goes(
        self, story: GoodExample
    ) -> None:
        shown, offered = (answered(story, who, may_be_public=True) for who in ("Anna", "Bo"))
        yes_at = PublicAnswer.objects.get(enquiry=shown).company_yes_at.isoformat()
        showing.agree_to_show(enquiry=shown, offered_at=yes_at)
        with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
            clock.erase_old()
        assert PublicAnswer.objects.get(enquiry=shown).is_public
        assert PublicAnswer.objects.get(enquiry=offered).question == ""

    def test_the_figure_goes_in_steps(self, client: Client, story: GoodExample) -> None:
        page = reverse("library:example", args=[story.slug])
        for number, who in enumerate(("Anna", "Bo", "Cia", "Dan", "Eva")):
            assert "frågor besvarade" not in text_of(client.get(page)), number
            answered(story, who)
        assert "Minst 5 frågor besvarade." in text_of(client.get(page))


class TestTheOffice:
    def test_sees_that_and_when_and_not_what(self, story: GoodExample) -> None:
        secret = answered(story)
        office = client_of(make_office(story.programme))
        names = ("asking:enquiry_list", "asking:figures", "asking:reception_list")
        pages = [text_of(office.get(reverse(name))) for name in names]
        pages.append(text_of(office.get(reverse("asking:office_enquiry", args=[secret.public_id]))))
        pages.append(text_of(office.get(reverse("asking:enquiry_list") + "?format=csv")))
        for page in pages:
            for word in ("Hur började", "en maskin", "anna@prov", "Annas verkstad"):
                assert word not in page
        assert "ingen av dem har låtit kansliet läsa det" in pages[3]

    def test_reads_what_one_of_the_two_lets_it_read_and_no_more(self, story: GoodExample) -> None:
        office = client_of(make_office(story.programme))

        def read(enquiry: Enquiry) -> str:
            return text_of(office.get(reverse("asking:office_enquiry", args=[enquiry.public_id])))

        by_company = read(answered(story, office_may_read=True))
        assert "Vi började med en maskin." in by_company
        assert "Hur började" not in by_company
        asked = sent(story, "Bo", office_may_read=True)
        replies.answer(enquiry=asked, text="Det stannar mellan oss.")
        by_asker = read(asked)
        assert "Hur började ni, undrar Bo?" in by_asker
        assert "mellan oss" not in by_asker

    def test_narrows_and_counts(self, story: GoodExample) -> None:
        answered(story)
        sent(story, "Bo")
        agreed(story, "Cia")
        enquiries.withdraw(enquiry=sent(story, "Dan"))
        typed(story, "Eva")
        office = client_of(make_office(story.programme))
        found = office.get(reverse("asking:figures")).context["found"]
        assert (found.whole.asked, found.whole.answered, found.whole.median_days, found.whole.visits) == (
            4, 2, 0, 1
        )  # fmt: skip
        narrowed = reverse("asking:figures") + "?kind=visit&since=2020-01-01&until=nej"
        assert office.get(narrowed).context["found"].whole.asked == 1
        assert "Ingen har frågat" in text_of(office.get(reverse("asking:figures") + "?until=2020-01-01"))
        waiting = f"{reverse('asking:enquiry_list')}?state=sent&story={story.public_id}&format=csv"
        assert len(text_of(office.get(waiting)).strip().splitlines()) == 2  # the heading, and Bo's

    def test_tells_an_asker_that_no_answer_has_come(self, story: GoodExample) -> None:
        office = client_of(make_office(story.programme))
        enquiry = sent(story)
        Enquiry.objects.update(turn_at=timezone.now() - timedelta(days=15), reminded_at=timezone.now())
        assert office.get(reverse("asking:enquiry_list") + "?late=yes").status_code == 200
        page = text_of(office.get(reverse("asking:office_enquiry", args=[enquiry.public_id])))
        assert "Skriv till den som frågade" in page
        office.post(reverse("asking:enquiry_close", args=[enquiry.public_id]))
        assert Message.objects.filter(kind="asking.closed").count() == 1

    def test_asks_a_company_from_its_storys_page(self) -> None:
        example = make_example("published")
        office = client_of(make_office(example.programme))
        there = reverse("asking:reception_ask", args=[example.public_id])
        page = text_of(office.get(reverse("library:example_edit", args=[example.public_id])))
        assert there in page
        assert "vd@bolag.example" in text_of(office.get(there))
        office.post(there)
        assert Message.objects.filter(kind="asking.reception_asked").count() == 2

    @pytest.mark.parametrize(
        ("terms", "said"),
        [
            ({}, "Företaget tar emot frågor och besök."),
            ({"takes_visits": False}, "Företaget tar emot frågor."),
            ({"takes_questions": False}, "Företaget tar emot besök."),
            (
                {"takes_questions": False, "takes_visits": False},
                "Företaget tar inte emot frågor eller besök.",
            ),
        ],
    )
    def test_sees_what_a_company_takes(self, story: GoodExample, terms: dict[str, Any], said: str) -> None:
        open_reception(story, **terms)
        office = client_of(make_office(story.programme))
        page = text_of(office.get(reverse("library:example_edit", args=[story.public_id])))
        assert said in page
        Reception.objects.all().delete()
        page = text_of(office.get(reverse("library:example_edit", args=[story.public_id])))
        assert "Företaget har inte tillfrågats" in page


def test_a_story_says_all_this_in_the_same_number_of_statements(
    client: Client, story: GoodExample, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from forebild.asking.beside import story_note

    for who in ("Anna", "Bo", "Cia"):
        enquiry = answered(story, who, may_be_public=True)
        at = PublicAnswer.objects.get(enquiry=enquiry).company_yes_at.isoformat()
        showing.agree_to_show(enquiry=enquiry, offered_at=at)
        with django_assert_num_queries(2):
            assert story_note(story, None) is not None
