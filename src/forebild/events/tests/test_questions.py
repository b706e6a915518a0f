"""What an event asks those who register: written by the office, answered on the form, read in the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from forebild.events.answers import asked_of, faults, in_words, kept, unanswered
from forebild.events.models import Event, Question, Registration
from forebild.events.services import questions as services
from forebild.events.services.events import create_event
from forebild.events.services.registrations import change_registration
from forebild.events.tests.pages import words
from forebild.events.tests.worlds import (
    WAYS,
    ask,
    ask_all,
    come,
    facts_of,
    link_to,
    make_event,
    rows_of,
    token_for,
    typed,
)
from forebild.people.models import Person
from forebild.programme.models import Role
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import client_of, make_edition, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(office: Person) -> Event:
    return make_event(office=office, places=5)


def labels(event: Event) -> list[str]:
    return [each.label_sv for each in event.questions.all()]


def form_at(event: Event) -> str:
    return reverse("events:register", kwargs={"slug": event.slug})


class TestTheRules:
    def test_what_depends_on_an_answer_is_asked_after_that_answer(self, event: Event) -> None:
        ask_all(event)
        questions = list(event.questions.select_related("asked_if"))
        assert [each.key for each in asked_of(questions, {"hur_reser_du": "tag"})] == [
            "hur_reser_du", "vad_intresserar_dig", "ar_det_forsta_gangen", "nagot_mer",
        ]  # fmt: skip
        assert "lediga_platser_i_bilen" in [each.key for each in asked_of(questions, {"hur_reser_du": "bil"})]

    def test_what_depends_on_a_question_that_is_not_asked_is_not_asked_either(self, event: Event) -> None:
        first = ask(event, "yes_no", "Kommer du med bil?")
        second = ask(event, "yes_no", "Tar du med någon?", asked_if=first, asked_if_value="yes")
        ask(event, "number", "Hur många?", asked_if=second, asked_if_value="yes")
        questions = list(event.questions.select_related("asked_if"))
        said = {"kommer_du_med_bil": "no", "tar_du_med_nagon": "yes", "hur_manga": "3"}
        assert kept(questions, said) == {"kommer_du_med_bil": "no"}
        assert kept(questions, said | {"kommer_du_med_bil": "yes"}) == said | {"kommer_du_med_bil": "yes"}

    def test_one_of_several_that_were_chosen_leads_on_too(self, event: Event) -> None:
        by = ask(event, "choices", "Hur reser du?", choices=WAYS)
        ask(event, "number", "Lediga platser", asked_if=by, asked_if_value="bil")
        questions = list(event.questions.select_related("asked_if"))
        assert [each.key for each in unanswered(questions, {"hur_reser_du": ["tag", "bil"]})] == [
            "lediga_platser"
        ]

    def test_what_is_missing_or_wrong_is_said_beside_its_field(self, event: Event) -> None:
        ask_all(event)
        questions = list(event.questions.select_related("asked_if"))
        assert faults(questions, {}) == {"answer_hur_reser_du": "Det här saknas."}
        said = {"hur_reser_du": "bil", "lediga_platser_i_bilen": "några", "nagot_mer": "x" * 21}
        assert faults(questions, said) == {
            "answer_lediga_platser_i_bilen": "Skriv ett tal med siffror, till exempel 1 250.",
            "answer_nagot_mer": "Texten är 1 tecken för lång.",
        }

    def test_an_answer_in_words(self, event: Event) -> None:
        found = ask_all(event)
        assert in_words(found["by"], "bil") == "Bil"
        assert in_words(found["themes"], ["tag", "buss", "borta"]) == "Tåg, Buss, borta"
        assert in_words(found["seats"], "1250") == "1\N{NO-BREAK SPACE}250 st"
        assert in_words(found["seats"], "ett par") == "ett par st"
        assert (in_words(found["first"], "yes"), in_words(found["first"], "?")) == ("Ja", "?")
        assert in_words(found["words"], "Hej") == "Hej"
        assert in_words(found["words"], "") == ""
        with override("en"):
            assert in_words(found["by"], "bil") == "Car"


class TestTheOffice:
    def test_writes_questions_in_order_each_with_a_name_of_its_own(
        self, event: Event, office: Person
    ) -> None:
        first, second = ask(event, label="Vad vill du?"), ask(event, label="Vad vill du?")
        assert [first.key, second.key] == ["vad_vill_du", "vad_vill_du_2"]
        assert [first.position, second.position] == [1, 2]
        assert Record.objects.filter(action="events.question.added").count() == 2

    def test_rewords_a_question_and_the_answers_follow(self, event: Event, office: Person) -> None:
        by = ask(event, "choice", "Hur reser du?", choices=WAYS)
        come(event, "Anna", answers={"hur_reser_du": "bil"})
        by.label_sv, by.choices[1]["sv"] = "Hur kommer du hit?", "Egen bil"
        services.save_question(actor=office, question=by)
        assert in_words(by, event.registrations.get().answers["hur_reser_du"]) == "Egen bil"
        assert Record.objects.filter(action="events.question.changed").count() == 1

    def test_what_a_kind_has_no_use_for_is_put_away(self, event: Event) -> None:
        made = ask(event, "short", choices=WAYS, unit="kg", max_length=9)
        assert (made.choices, made.unit, made.max_length) == ([], "", 9)
        number = ask(event, "number", unit="kg", max_length=9)
        assert (number.unit, number.max_length) == ("kg", None)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [({"label": " "}, "label_sv"), ({"kind": "choice", "choices": WAYS[:1]}, "choices")],
    )
    def test_cannot_ask_what_makes_no_sense(self, event: Event, changes: dict[str, Any], field: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            ask(event, **changes)
        assert list(refused.value.fields) == [field]

    def test_cannot_let_a_question_depend_on_words_on_a_later_one_or_on_another_events(
        self, event: Event, office: Person
    ) -> None:
        free, first = ask(event), ask(event, "yes_no", "Först?")
        later = ask(event, "yes_no", "Sedan?")
        elsewhere = ask(make_event(office=office), "yes_no", "Annars?")
        for lead in (free, later, elsewhere, first):
            first.asked_if, first.asked_if_value = lead, "yes"
            with pytest.raises(InvalidInput) as refused:
                services.save_question(actor=office, question=first)
            assert list(refused.value.fields) == ["asked_after"]

    def test_cannot_take_away_a_choice_that_is_used(self, event: Event, office: Person) -> None:
        by = ask(event, "choice", "Hur reser du?", choices=WAYS)
        many = ask(event, "choices", "Vad mer?", choices=WAYS, required=False)
        ask(event, "number", "Platser", asked_if=by, asked_if_value="bil", required=False)
        come(event, "Anna", answers={"hur_reser_du": "tag", "vad_mer": ["buss", "tag"]})
        for question, kept_values, lost in (
            (by, [WAYS[0], WAYS[2]], "Bil"),  # the number depends on it
            (by, WAYS[1:], "Tåg"),
            (many, WAYS[:2], "Buss"),
        ):
            question.choices = kept_values
            with pytest.raises(InvalidInput) as refused:
                services.save_question(actor=office, question=question)
            assert lost in refused.value.fields["choices"]
        by.choices = WAYS[:2]  # nobody came by bus
        services.save_question(actor=office, question=by)

    def test_moves_them_but_not_before_what_they_depend_on(self, event: Event, office: Person) -> None:
        ask_all(event)
        first, second, third = event.questions.all()[:3]
        services.move_question(actor=office, question=third, direction="up")
        assert labels(event)[:3] == [first.label_sv, third.label_sv, second.label_sv]
        services.move_question(actor=office, question=third, direction="down")
        services.move_question(actor=office, question=first, direction="up")  # is first already
        assert labels(event)[:2] == [first.label_sv, second.label_sv]
        with pytest.raises(NotNow):
            services.move_question(actor=office, question=second, direction="up")

    def test_removes_one_with_its_answers_but_none_that_another_depends_on(
        self, event: Event, office: Person
    ) -> None:
        found = ask_all(event)
        come(event, "Anna", answers={"hur_reser_du": "tag", "nagot_mer": "Nej"})
        with pytest.raises(NotNow):
            services.remove_question(actor=office, question=found["by"])
        services.remove_question(actor=office, question=found["words"])
        assert event.registrations.get().answers == {"hur_reser_du": "tag"}
        assert Record.objects.get(action="events.question.removed").details["answers"] == 1
        assert [each.position for each in event.questions.all()] == [1, 2, 3, 4]

    def test_makes_them_the_usual_ones_which_new_events_of_the_kind_begin_with(
        self, event: Event, office: Person
    ) -> None:
        ask_all(event)
        assert services.make_usual(actor=office, event=event) == 5
        assert services.make_usual(actor=office, event=event) == 5  # anew, not twice
        made = create_event(actor=office, programme=event.programme, facts=facts_of())
        other = create_event(actor=office, programme=event.programme, facts=facts_of(kind="seminar"))
        assert (labels(made), labels(other)) == (labels(event), [])
        seats = made.questions.get(key="lediga_platser_i_bilen")
        assert seats.asked_if == made.questions.get(key="hur_reser_du")
        assert seats.asked_if_value == "bil"

    def test_takes_the_usual_ones_over_where_nothing_is_asked_yet(self, event: Event, office: Person) -> None:
        old = make_event(office=office)
        ask_all(event)
        services.make_usual(actor=office, event=event)
        assert services.take_usual(actor=office, event=old) == 5
        with pytest.raises(NotNow):
            services.take_usual(actor=office, event=old)

    def test_copies_them_to_another_event(self, event: Event, office: Person) -> None:
        ask_all(event)
        other = make_event(office=office)
        assert services.copy_questions(event, other) == 5
        assert other.questions.get(key="lediga_platser_i_bilen").asked_if.event == other  # type: ignore[union-attr]

    def test_nobody_else_may(self, event: Event, office: Person) -> None:
        question = ask(event)
        nobody = make_person()
        for act in (services.save_question, services.remove_question):
            with pytest.raises(NotAllowed):
                act(actor=nobody, question=question)
        with pytest.raises(NotAllowed):
            services.move_question(actor=nobody, question=question, direction="up")
        with pytest.raises(NotAllowed):
            services.take_usual(actor=nobody, event=event)

    def test_whoever_runs_one_edition_does_not_say_what_is_usual(self, office: Person) -> None:
        edition, last = make_edition(2027), make_person()
        Role.objects.create(person=last, programme=edition.programme, edition=edition, kind="lead")
        event = make_event(office=office, edition=edition)
        with pytest.raises(NotAllowed):
            services.make_usual(actor=last, event=event)


class TestThePages:
    @pytest.fixture
    def desk(self, office: Person) -> Client:
        return client_of(office)

    def at(self, name: str, event: Event, question: Question | None = None) -> str:
        parts = {"event_id": event.public_id} | ({"question_id": question.public_id} if question else {})
        return reverse(f"events:{name}", kwargs=parts)

    def test_a_question_is_written_changed_moved_and_removed(self, desk: Client, event: Event) -> None:
        empty = words(desk.get(self.at("question_list", event)))
        assert "Inga frågor ännu" in empty
        new = self.at("question_new", event)
        assert desk.get(new).status_code == 302  # of which kind?
        assert desk.get(f"{new}?slag=choice").status_code == 200
        sent = {"label_sv": "Hur reser du?", "choices": "Tåg | Train\nBil", "required": "on"}
        assert desk.post(f"{new}?slag=choice", sent).status_code == 302
        by = event.questions.get()
        assert [each["value"] for each in by.choices] == ["tag", "bil"]
        after = f"{by.public_id}:bil"
        page = desk.get(f"{new}?slag=number").content.decode()
        assert f'value="{after}"' in page
        desk.post(f"{new}?slag=number", {"label_sv": "Platser?", "unit": "st", "asked_after": after})
        seats = event.questions.get(key="platser")
        assert (seats.asked_if, seats.asked_if_value, seats.required) == (by, "bil", False)
        edit = self.at("question_edit", event, seats)
        assert f'value="{after}" selected' in desk.get(edit).content.decode()
        desk.post(edit, {"label_sv": "Hur många platser?", "asked_after": ""})
        seats.refresh_from_db()
        assert (seats.label_sv, seats.asked_if) == ("Hur många platser?", None)
        desk.post(self.at("question_move", event, seats), {"direction": "up"})
        assert labels(event) == ["Hur många platser?", "Hur reser du?"]
        come(event, "Anna", answers={"hur_reser_du": "tag"})
        assert "1 svar" in words(desk.get(self.at("question_list", event)))
        assert "1 svar raderas" in words(desk.get(self.at("question_remove", event, by)))
        desk.post(self.at("question_remove", event, by))
        assert labels(event) == ["Hur många platser?"]

    def test_what_is_wrong_stands_beside_the_field(self, desk: Client, event: Event) -> None:
        new = self.at("question_new", event)
        found = words(desk.post(f"{new}?slag=choice", {"label_sv": "Hur?", "choices": "Tåg"}))
        assert "Skriv minst två svar" in found
        twice = words(desk.post(f"{new}?slag=choice", {"label_sv": "Hur?", "choices": "Tåg\nTåg"}))
        assert "står där två gånger" in twice

    def test_the_usual_ones_by_a_press(self, desk: Client, event: Event, office: Person) -> None:
        ask(event)
        desk.post(self.at("questions_make_usual", event))
        other = make_event(office=office, kind="forum")
        other.questions.all().delete()
        assert "Börja med den vanliga frågan" in words(desk.get(self.at("question_list", other)))
        desk.post(self.at("questions_take_usual", other))
        assert labels(other) == labels(event)


class TestAnswering:
    def test_on_the_form_stored_as_asked(self, event: Event) -> None:
        ask_all(event)
        page = Client().get(form_at(event)).content.decode()
        assert 'data-asked-if="answer_hur_reser_du" data-asked-value="bil"' in page
        assert "Bara om du svarade ”Bil” på ”Hur reser du?”." in page
        sent = typed(answer_hur_reser_du="tag", answer_lediga_platser_i_bilen="3", answer_nagot_mer=" ")
        assert (
            Client().post(form_at(event), sent | {"answer_vad_intresserar_dig": ["tag", "buss"]}).status_code
            == 302
        )  # type: ignore[dict-item]
        assert event.registrations.get().answers == {
            "hur_reser_du": "tag",
            "vad_intresserar_dig": ["tag", "buss"],
        }

    def test_what_is_missing_stands_beside_it_with_all_other_mistakes_and_nothing_is_lost(
        self, event: Event
    ) -> None:
        ask_all(event)
        sent = typed(answer_hur_reser_du="bil", answer_nagot_mer="Har frågor", name="")
        answer = Client().post(form_at(event), sent | {"answer_vad_intresserar_dig": ["tag", "buss"]})  # type: ignore[arg-type]
        page = answer.content.decode()
        assert "Lediga platser i bilen: Det här saknas." in page
        assert "Ditt namn:" in page
        assert "Har frågor" in page
        assert page.count("checked") == 3
        assert not event.registrations.exists()

    def test_more_lines_for_colleagues_keep_what_was_chosen(self, event: Event) -> None:
        ask_all(event)
        sent = typed(more="yes", answer_hur_reser_du="bil") | {"answer_vad_intresserar_dig": ["tag", "buss"]}
        page = Client().post(form_at(event), sent).content.decode()
        assert page.count("checked") == 3

    def test_whoever_does_not_come_is_not_asked(self, event: Event) -> None:
        ask_all(event)
        sent = typed(only_others="on", p0_name="Bo Ek", p0_email="bo@exempel.example")
        assert Client().post(form_at(event), sent).status_code == 302
        assert event.registrations.get().answers == {}

    def test_the_service_asks_too(self, event: Event) -> None:
        ask_all(event)
        with pytest.raises(InvalidInput) as refused:
            come(event, "Anna", answers={})
        assert list(refused.value.fields) == ["p0_answer_hur_reser_du"]

    def test_a_colleague_answers_on_the_own_page_and_whoever_registered_does_not_see_it(
        self, event: Event
    ) -> None:
        ask_all(event)
        anna, bo = come(event, "Anna", "Bo", answers={"hur_reser_du": "tag"})
        own = reverse("events:registration", kwargs={"token": token_for(bo)})
        assert "Kansliet behöver dina svar" in words(Client().get(own))
        sent = {f"{bo.public_id}-name": "Bo", f"{bo.public_id}-answer_hur_reser_du": "bil"}
        wrong = Client().post(own, sent)
        assert "Lediga platser i bilen: Det här saknas." in words(wrong)
        sent[f"{bo.public_id}-answer_lediga_platser_i_bilen"] = "4711"
        assert Client().post(own, sent).status_code == 302
        bo.refresh_from_db()
        assert bo.answers == {"hur_reser_du": "bil", "lediga_platser_i_bilen": "4711"}
        assert "behöver dina svar" not in words(Client().get(own))
        assert "4711" in Client().get(own).content.decode()
        others = reverse("events:booking", kwargs={"token": token_for(anna.booking)})
        assert "4711" not in Client().get(others).content.decode()
        assert "Hur reser du?" not in Client().get(others).content.decode()

    def test_whoever_registered_others_changes_their_name_and_leaves_their_answers(
        self, event: Event
    ) -> None:
        ask_all(event)
        [anna] = come(event, "Anna", answers={"hur_reser_du": "tag"})
        others = reverse("events:booking", kwargs={"token": token_for(anna.booking)})
        Client().post(others, {f"{anna.public_id}-name": "Anna Ek"})
        anna.refresh_from_db()
        assert (anna.name, anna.answers) == ("Anna Ek", {"hur_reser_du": "tag"})

    def test_the_service_refuses_what_is_missing_when_answers_are_changed(self, event: Event) -> None:
        ask_all(event)
        [anna] = come(event, "Anna", answers={"hur_reser_du": "tag"})
        with pytest.raises(InvalidInput):
            change_registration(
                link=link_to(anna), registration=anna, name="Anna", title="", no_photo=False, answers={}
            )


class TestReading:
    @pytest.fixture
    def answered(self, event: Event) -> Event:
        ask_all(event)
        come(event, "Anna", answers={"hur_reser_du": "bil", "lediga_platser_i_bilen": "3"})
        come(event, "Bo", answers={"hur_reser_du": "tag", "vad_intresserar_dig": ["bil", "tag"]})
        come(event, "Cia")
        return event

    def test_a_column_each_in_the_list_and_in_files(self, answered: Event, office: Person) -> None:
        at = reverse("events:registration_list", kwargs={"event_id": answered.public_id})
        page = words(client_of(office).get(at))
        assert "Hur reser du?" in page
        assert "3 st" in page
        rows = rows_of(client_of(office).get(f"{at}?format=json"))
        assert [row["answer_hur_reser_du"] for row in rows] == ["Bil", "Tåg", ""]
        assert [row["answer_vad_intresserar_dig"] for row in rows] == ["", "Bil, Tåg", ""]
        assert [row["answer_lediga_platser_i_bilen"] for row in rows] == [3, "", ""]

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("answer_hur_reser_du=bil", ["Anna"]),
            ("answer_vad_intresserar_dig=tag", ["Bo"]),
            ("answer_ar_det_forsta_gangen=yes", []),
        ],
    )
    def test_narrowed_by_an_answer(
        self, answered: Event, office: Person, query: str, names: list[str]
    ) -> None:
        at = reverse("events:registration_list", kwargs={"event_id": answered.public_id})
        rows = rows_of(client_of(office).get(f"{at}?format=json&{query}"))
        assert [row["name"] for row in rows] == names

    def test_on_the_registrations_page(self, answered: Event, office: Person) -> None:
        anna = Registration.objects.get(name="Anna")
        at = reverse("events:office_registration", args=[answered.public_id, anna.public_id])
        assert "Lediga platser i bilen 3 st" in words(client_of(office).get(at))
