"""The pages for building the form: what they show at each stage, and what a press of a button does."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.competition.models import Entry, Question, Section
from forebild.competition.queries import form_questions
from forebild.competition.tests.forms import ask, make_form, question
from forebild.programme.models import Edition
from tests.worlds import make_company, make_edition, make_juror, make_office, make_person

CANARY = (
    "Vi filmade varje omställning."  # from the complete entry's answers: nobody in the office reads a draft
)


@pytest.fixture
def desk(client: Client, db: None) -> Client:
    client.force_login(make_office())
    return client


@pytest.fixture
def planned(db: None) -> Edition:
    return make_edition(2028, state="planned", criteria=0)


def at(name: str, subject: Any) -> str:
    """The page `name` of an edition, a part or a question."""
    if isinstance(subject, Question):
        parts = {"edition_year": subject.section.edition.year, "question_id": subject.public_id}
    elif isinstance(subject, Section):
        parts = {"edition_year": subject.edition.year, "section_id": subject.public_id}
    else:
        parts = {"edition_year": subject.year}
    return reverse(f"competition:{name}", kwargs=parts)


def read(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, response.content.decode()[:2000]
    return text_of(response)


def text_of(response: Any) -> str:
    """What the page says, in one line without its marks."""
    return " ".join(unescape(re.sub("<[^>]+>", " ", response.content.decode())).split())


def posted(client: Client, address: str, **values: Any) -> Any:
    return client.post(address, values)


QUESTION = {"label_sv": "Vad gjorde ni?", "required": "on", "visibility": "if_awarded"}


def close_call(edition: Edition) -> None:
    edition.phases.filter(kind="application").update(closes_at=timezone.now() - timedelta(days=1))


def release(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(state="released", released_at=timezone.now())


class TestFromNothing:
    def test_a_form_of_ones_own(self, desk: Client, planned: Edition) -> None:
        assert "Begin with the usual questions" in read(desk, at("form", planned))
        assert "Write the title" not in read(desk, at("form_section_new", planned))
        assert "This field is required" in text_of(
            posted(desk, at("form_section_new", planned), intro_sv="Hej")
        )
        response = posted(desk, at("form_section_new", planned), title_sv="Berättelsen")
        part = planned.sections.get()
        assert response.url == f"{at('form', planned)}#del-{part.public_id}"
        shown = read(desk, at("form", planned))
        assert "Part 1 of 1 Berättelsen English is missing" in shown
        assert "No questions in this part yet." in shown
        kinds = desk.get(at("form_question_new", part))
        assert [kind["value"] for kind in kinds.context["kinds"]] == Question.Kind.values
        new = kinds.context["kinds"][1]["href"]
        response = posted(desk, new, **QUESTION, max_length="500", hint_sv="Kort.\r\nOch sant.")
        asked = part.questions.get()
        assert response.url == f"{at('form', planned)}#fraga-{asked.public_id}"
        assert (asked.key, asked.kind, asked.max_length, asked.hint_sv) == (
            "vad_gjorde_ni", "long", 500, "Kort.\nOch sant.",
        )  # fmt: skip
        assert "Long text, at most 500 characters · required English is missing" in read(
            desk, at("form", planned)
        )

    def test_the_usual_questions(self, desk: Client, planned: Edition) -> None:
        posted(desk, at("form", planned))
        assert len(form_questions(planned)) == 8
        assert posted(desk, at("form", planned)).status_code == 409
        assert "Take over the form" not in read(desk, at("form", planned))

    def test_last_years_form(self, desk: Client, planned: Edition) -> None:
        make_form(make_edition(2026))
        assert "Take over the form of 2026" in read(desk, at("form", planned))
        posted(desk, at("form", planned), earlier="1")
        assert [each.key for each in form_questions(planned)][:2] == ["title", "deed"]

    def test_taking_over_where_there_is_nothing_earlier_begins_with_the_usual(
        self, desk: Client, planned: Edition
    ) -> None:
        posted(desk, at("form", planned), earlier="1")
        assert len(form_questions(planned)) == 8


class TestQuestion:
    @pytest.fixture
    def part(self, planned: Edition) -> Section:
        return Section.objects.create(edition=planned, title_sv="Fakta", title_en="Facts")

    @pytest.mark.parametrize(
        ("kind", "fields"),
        [
            ("short", ["max_length", "required", "story_part"]),
            ("number", ["unit", "required", "story_part"]),
            ("choice", ["choices", "required", "story_part"]),
            ("scale", ["scale_min", "scale_max", "required"]),
            ("picture", ["required"]),
        ],
    )
    def test_only_what_the_kind_needs_is_asked(
        self, desk: Client, part: Section, kind: str, fields: list[str]
    ) -> None:
        form = desk.get(f"{at('form_question_new', part)}?slag={kind}").context["form"]
        shown = [field.name for _title, group in form.groups for field in group]
        words = ["label_sv", "label_en", "hint_sv", "hint_en"]
        assert sorted(shown) == sorted([*words, "visibility", "visibility_fixed", *fields])

    @pytest.mark.parametrize(
        ("kind", "becomes"),
        [
            ("long", ["", *Question.StoryPart.values]),
            ("number", ["", "cost_band", "time_band"]),
            ("choices", ["", *Question.StoryFact.values]),
        ],
    )
    def test_an_answer_becomes_what_its_kind_can_say(
        self, desk: Client, part: Section, kind: str, becomes: list[str]
    ) -> None:
        form = desk.get(f"{at('form_question_new', part)}?slag={kind}").context["form"]
        assert [value for value, _label in form.fields["story_part"].choices] == becomes

    def test_choices_are_typed_as_lines_and_keep_their_values(self, desk: Client, part: Section) -> None:
        new = f"{at('form_question_new', part)}?slag=choices"
        shown = posted(desk, new, **QUESTION, choices="Ja")
        assert "Write at least two answers" in text_of(shown)
        shown = posted(desk, new, **QUESTION, choices="Ja | Yes | Oui")
        assert "One line has more than one |: Ja | Yes | Oui" in text_of(shown)
        assert "Ja | Yes | Oui</textarea>" in shown.content.decode()
        posted(desk, new, **QUESTION, choices="Ja | Yes\nNej | No")
        asked = part.questions.get()
        assert "Ja | Yes\nNej | No" in desk.get(at("form_question", asked)).content.decode()
        posted(desk, at("form_question", asked), **QUESTION, choices="Nej | No\nJa då | Yes\nVet ej")
        asked.refresh_from_db()
        assert [(each["value"], each["sv"]) for each in asked.choices] == [
            ("nej", "Nej"), ("ja", "Ja då"), ("vet_ej", "Vet ej"),
        ]  # fmt: skip

    def test_another_kind(self, desk: Client, part: Section) -> None:
        asked = ask(part, "saving", "number", unit="kkr")
        shown = desk.get(at("form_question_kind", asked))
        assert "as now" in text_of(shown)
        scale = next(kind["href"] for kind in shown.context["kinds"] if kind["value"] == "scale")
        posted(desk, scale, **QUESTION, scale_min="0", scale_max="10")
        asked.refresh_from_db()
        assert (asked.kind, asked.unit, asked.scale_min, asked.scale_max) == ("scale", "", 0, 10)

    def test_mistakes_stand_beside_their_fields(self, desk: Client, part: Section) -> None:
        new = f"{at('form_question_new', part)}?slag="
        form = posted(desk, f"{new}scale", **QUESTION, scale_min="5", scale_max="1").context["form"]
        assert form.errors == {"scale_max": ["The highest step must come after the lowest."]}
        form = posted(desk, f"{new}short", label_sv=" ", max_length="5").context["form"]
        assert set(form.errors) == {"label_sv", "max_length", "visibility"}
        form = posted(desk, f"{new}scale", visibility="never", scale_min="1", scale_max="x").context["form"]
        assert set(form.errors) == {"label_sv", "scale_max"}
        form = posted(desk, f"{new}choice", visibility="never").context["form"]
        assert set(form.errors) == {"label_sv", "choices"}

    def test_moved_copied_placed_removed(self, desk: Client, part: Section) -> None:
        other = Section.objects.create(edition=part.edition, position=2, title_sv="Bilder")
        first, second = ask(part, "a", "short"), ask(part, "b", "short")
        response = posted(desk, at("form_question_move", second), direction="up")
        assert response.url.endswith(f"#fraga-{second.public_id}")
        assert list(part.questions.all()) == [second, first]
        copy_page = posted(desk, at("form_question_copy", second)).url
        copy = Question.objects.get(label_sv="Fråga b (kopia)")
        assert copy_page == at("form_question", copy)
        assert "This is the copy" in read(desk, copy_page)
        place = at("form_question_place", copy)
        assert "becomes the last question" in read(desk, place)
        assert "This field is required" in text_of(posted(desk, place, section=""))
        assert posted(desk, place, section=part.public_id).status_code == 200  # where it stands already
        posted(desk, place, section=other.public_id)
        assert other.questions.get() == copy
        assert "Nobody has answered it." in read(desk, at("form_question_remove", copy))
        posted(desk, at("form_question_remove", copy))
        assert not other.questions.exists()

    def test_parts_moved_changed_removed(self, desk: Client, part: Section) -> None:
        other = Section.objects.create(edition=part.edition, position=2, title_sv="Bilder")
        posted(desk, at("form_section_move", other), direction="up")
        assert list(part.edition.sections.all()) == [other, part]
        posted(desk, at("form_section", part), title_sv="Siffror", title_en="Figures")
        part.refresh_from_db()
        assert (part.title_sv, part.position) == ("Siffror", 2)
        ask(part, "a", "short")
        assert "1 question is removed with it" in read(desk, at("form_section_remove", part))
        assert "removed with it" not in read(desk, at("form_section_remove", other))
        posted(desk, at("form_section_remove", part))
        assert list(Section.objects.all()) == [other]

    def test_nothing_changes_by_a_get(self, desk: Client, part: Section) -> None:
        asked = ask(part, "a", "short")
        for name in ("form_question_move", "form_question_copy"):
            read(desk, at(name, asked), status=405)
        read(desk, at("form_section_move", part), status=405)
        read(desk, at("form_question_remove", asked))
        read(desk, at("form_section_remove", part))
        assert Question.objects.count() == 1


class TestInUse:
    def test_the_page_says_so_and_counts_without_telling_whose(self, desk: Client, complete: Entry) -> None:
        shown = read(desk, at("form", complete.edition))
        assert "The form is in use" in shown
        assert "required · 1 company has answered" in shown
        for name, subject in (("form", complete.edition), ("form_question", question(complete, "deed"))):
            page = read(desk, at(name, subject))
            assert CANARY not in page
            assert complete.organisation.name not in page

    def test_what_companies_will_notice_is_asked_about_first(self, desk: Client, complete: Entry) -> None:
        deed = question(complete, "deed")
        values = {
            "label_sv": "Vad gjorde ni?",
            "max_length": "10",
            "visibility": "if_awarded",
            "required": "on",
        }
        shown = posted(desk, at("form_question", deed), **values)
        said = "1 draft is longer than that. It must be shortened before it can be submitted."
        (box,) = shown.context["form"].confirmations
        assert said in text_of(shown)
        assert not box.value()
        assert 'value="10"' in shown.content.decode()
        other = posted(desk, at("form_question", deed), **{**values, "max_length": "11"}, **{box.name: "on"})
        assert other.status_code == 302  # the same consequence: it touches the same draft
        deed.refresh_from_db()
        assert deed.max_length == 11

    def test_a_yes_to_something_else_is_no_yes(self, desk: Client, complete: Entry) -> None:
        saving = question(complete, "saving")
        values = {"label_sv": "Besparing", "visibility": "never", "required": "on"}
        (box,) = posted(desk, at("form_question", saving), **values, unit="Mkr").context["form"].confirmations
        shown = posted(desk, at("form_question", question(complete, "paper")), **{
            "label_sv": "Rapport", "visibility": "if_awarded", "required": "on", box.name: "on",
        })  # fmt: skip
        (other,) = shown.context["form"].confirmations
        assert other.name != box.name
        assert not question(complete, "paper").required

    def test_refusals_stand_beside_their_fields(self, desk: Client, complete: Entry) -> None:
        size = question(complete, "size")
        shown = posted(
            desk,
            at("form_question", size),
            label_sv="Storlek",
            choices="Stor\nLagom\nFlest",
            visibility="public",
        )
        assert set(shown.context["form"].errors) == {"choices", "visibility"}
        kept = posted(desk, f"{at('form_question', size)}?slag=short", **QUESTION)
        assert "It keeps its kind of answer" in text_of(kept)

    def test_an_answered_question_offers_neither_another_kind_nor_removal(
        self, desk: Client, complete: Entry
    ) -> None:
        answered, unanswered = question(complete, "deed"), question(complete, "paper")
        shown = read(desk, at("form_question", answered))
        assert "1 company has answered, so the question stays" in shown
        assert "It can only be changed to never public, fixed." in shown
        assert "Another kind of answer" not in shown
        assert "Remove the question" not in shown
        assert "Remove the question" in read(desk, at("form_question", unanswered))
        assert "cannot be removed" in read(desk, at("form_question_remove", answered), status=409)
        assert "cannot be removed" in read(desk, at("form_section_remove", answered.section), status=409)

    def test_a_new_question_begins_as_optional(self, desk: Client, complete: Entry) -> None:
        part = complete.edition.sections.first()
        form = desk.get(f"{at('form_question_new', part)}?slag=short").context["form"]
        assert form["required"].value() is False

    def test_a_colleagues_change_is_told(self, desk: Client, planned: Edition) -> None:
        asked = ask(Section.objects.create(edition=planned, title_sv="Fakta"), "a", "short")
        seen = desk.get(at("form_question", asked)).context["seen"]
        posted(desk, at("form_question", asked), **QUESTION, seen=seen)
        shown = posted(desk, at("form_question", asked), **QUESTION | {"label_sv": "Mina ord"}, seen=seen)
        assert "A colleague has changed this question since you opened it." in text_of(shown)
        (box,) = shown.context["form"].confirmations
        posted(
            desk,
            at("form_question", asked),
            **QUESTION | {"label_sv": "Mina ord"},
            seen=seen,
            **{box.name: "on"},
        )
        asked.refresh_from_db()
        assert asked.label_sv == "Mina ord"


class TestLocked:
    def test_after_the_call_only_words_are_offered(self, desk: Client, complete: Entry) -> None:
        close_call(complete.edition)
        shown = read(desk, at("form", complete.edition))
        assert "Only words can be put right" in shown
        assert "Add a" not in shown
        deed = question(complete, "deed")
        page = desk.get(at("form_question", deed))
        assert list(page.context["form"].fields) == ["label_sv", "label_en", "hint_sv", "hint_en"]
        assert "More to do with it" not in text_of(page)
        posted(desk, at("form_question", deed), label_sv="Vad gjorde ni egentligen?", required="")
        deed.refresh_from_db()
        assert (deed.label_sv, deed.required) == ("Vad gjorde ni egentligen?", True)
        assert "Remove" not in read(desk, at("form_section", deed.section))
        posted(desk, at("form_section", deed.section), title_sv="Er berättelse")
        deed.section.refresh_from_db()
        assert deed.section.title_sv == "Er berättelse"
        for name, subject in (
            ("form_section_new", complete.edition),
            ("form_section_remove", deed.section),
            ("form_question_new", deed.section),
            ("form_question_kind", deed),
            ("form_question_place", deed),
            ("form_question_remove", question(complete, "paper")),
        ):
            assert "Only the wording" in read(desk, at(name, subject), status=409)
        assert posted(desk, at("form_question_move", deed), direction="up").status_code == 409

    @pytest.mark.parametrize("state", ["released", "archived"])
    def test_a_decided_edition_is_read_only(self, desk: Client, complete: Entry, state: str) -> None:
        release(complete.edition)
        Edition.objects.filter(pk=complete.edition_id).update(state=state)
        page = desk.get(at("form", complete.edition))
        shown = text_of(page)
        assert "The form is kept as it was" in shown
        assert "Question deed" in shown
        deed = question(complete, "deed")
        assert at("form_question", deed) not in page.content.decode()
        for name, subject in (("form_question", deed), ("form_section", deed.section)):
            assert "kept as it was" in read(desk, at(name, subject), status=409)

    def test_an_open_call_without_questions(self, desk: Client, edition: Edition) -> None:
        edition.sections.all().delete()
        assert "companies have nothing to answer" in read(desk, at("form", edition))

    def test_a_decided_edition_without_a_form(self, desk: Client, planned: Edition) -> None:
        release(planned)
        assert "This edition had no form." in read(desk, at("form", planned))
        assert posted(desk, at("form", planned)).status_code == 409


class TestPreview:
    def test_it_is_what_the_entrant_gets_in_both_languages(
        self, desk: Client, complete: Entry, writer: Any
    ) -> None:
        edition, part = complete.edition, complete.edition.sections.last()
        swedish = desk.get(f"{at('form_preview', edition)}?sprak=sv").content.decode()
        english = desk.get(f"{at('form_preview', edition)}?sprak=en").content.decode()
        assert desk.get(at("form_preview", edition)).content.decode().count("Question deed") == 1
        assert "Fråga deed" in swedish
        assert "Question deed" in english
        assert "Ställs in av programmet" in swedish or "Set by the programme" in english
        assert CANARY not in swedish + english
        entrant = Client()
        entrant.force_login(writer)
        own = entrant.get(reverse("competition:entry_section", args=[complete.public_id, part.public_id]))
        for name in re.findall(r'name="([a-z-]+)"', own.content.decode()):
            if name.startswith("visibility-") or name in {"saving", "size", "areas", "nerve", "link"}:
                assert f'name="{name}"' in english
        assert "Write &lt;briefly&gt;." in english

    def test_an_empty_form(self, desk: Client, planned: Edition) -> None:
        assert "There are no questions yet." in read(desk, f"{at('form_preview', planned)}?sprak=en")
        assert posted(desk, at("form_preview", planned)).status_code == 405


def test_the_list_costs_the_same_for_one_and_for_many(desk: Client, edition: Edition) -> None:
    from forebild.competition.services.entries import start_entry

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(desk, at("form", edition))
        return len(queries)

    writer = make_person()
    start_entry(actor=writer, edition=edition, organisation=make_company(owner=writer))
    before = count()
    for number in range(3):
        part = Section.objects.create(edition=edition, position=9, title_sv=f"Del {number}")
        ask(part, f"a{number}", "short")
        ask(part, f"b{number}", "short")
        start_entry(actor=writer, edition=edition, organisation=make_company(owner=writer))
    assert count() == before


def test_the_preview_costs_the_same_for_one_and_for_many(desk: Client, edition: Edition) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            read(desk, at("form_preview", edition))
        return len(queries)

    before = count()
    for number in range(3):
        ask(
            Section.objects.create(edition=edition, position=9, title_sv="Ny"),
            f"a{number}",
            "choice",
            choices=[],
        )
    assert count() == before


def test_a_question_of_another_edition_is_not_found(desk: Client, edition: Edition, planned: Edition) -> None:
    asked = form_questions(edition)[0]
    wrong = reverse("competition:form_question", args=[planned.year, asked.public_id])
    read(desk, wrong, status=404)
    wrong = reverse("competition:form_section", args=[planned.year, asked.section.public_id])
    read(desk, wrong, status=404)


NOBODY = {"anonymous": 302, "stranger": 404, "entrant": 404, "juror": 404, "other_office": 404, "office": 200}
ACCESS = [
    ("form", "edition", NOBODY),
    ("form_preview", "edition", NOBODY),
    ("form_section_new", "edition", NOBODY),
    ("form_section", "section", NOBODY),
    ("form_section_move", "section", NOBODY | {"office": 405}),
    ("form_section_remove", "section", NOBODY),
    ("form_question_new", "section", NOBODY),
    ("form_question", "question", NOBODY),
    ("form_question_kind", "question", NOBODY),
    ("form_question_move", "question", NOBODY | {"office": 405}),
    ("form_question_place", "question", NOBODY),
    ("form_question_copy", "question", NOBODY | {"office": 405}),
    ("form_question_remove", "question", NOBODY),
]


def test_access(entry: Entry, writer: Any) -> None:
    edition = entry.edition
    asked = form_questions(edition)[0]
    subjects = {"edition": edition, "section": asked.section, "question": asked}
    other = make_office(kind="coordinator")
    other.roles.update(edition=make_edition(2029))
    actors = {
        "anonymous": None,
        "stranger": make_person(),
        "entrant": writer,
        "juror": make_juror(edition).person,
        "other_office": other,
        "office": make_office(),
    }
    clients = {role: Client() for role in actors}
    for role, person in actors.items():
        if person:
            clients[role].force_login(person)
    found = [
        (name, kind, {role: each.get(at(name, subjects[kind])).status_code for role, each in clients.items()})
        for name, kind, _statuses in ACCESS
    ]
    assert found == ACCESS
