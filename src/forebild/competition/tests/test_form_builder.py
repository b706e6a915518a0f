"""Building the entry form: what the services store, what they ask about first, what they refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from forebild.competition.models import Entry, EntryFile, Question, Section
from forebild.competition.queries import form_questions
from forebild.competition.queries_form import Stage, earlier_form, form_stage, form_usage
from forebild.competition.services import form_questions as questions
from forebild.competition.services import forms
from forebild.competition.services.drafts import save_answers
from forebild.competition.services.entries import start_entry, submit_entry, withdraw_entry
from forebild.competition.services.form_questions import CONFIRM, state_of
from forebild.competition.tests.forms import ask, make_form, question
from forebild.programme.models import Edition
from forebild.programme.services.editions import copy_edition
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from forebild.shared.questions.choices import as_lines, from_lines, name_of
from tests.worlds import make_company, make_edition, make_office, make_person


@pytest.fixture
def office(db: None) -> Any:
    return make_office()


@pytest.fixture
def planned(db: None) -> Edition:
    """An edition that nobody outside the office knows of, without a form."""
    return make_edition(2028, state="planned", criteria=0)


@pytest.fixture
def part(planned: Edition) -> Section:
    return Section.objects.create(edition=planned, position=1, title_sv="Berättelsen", title_en="The story")


def close_call(edition: Edition) -> None:
    """The application phase ended yesterday."""
    edition.phases.filter(kind="application").update(closes_at=timezone.now() - timedelta(days=1))


def release(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(state="released", released_at=timezone.now())
    edition.refresh_from_db()


def labels(edition: Edition) -> list[str]:
    return [each.label_sv for each in form_questions(edition)]


def new(section: Section, **changes: Any) -> Question:
    values = {"kind": "short", "label_sv": "Vad gjorde ni?", "label_en": "What did you do?"}
    return Question(section=section, **values | changes)


def change(actor: Any, key: str, edition: Edition, **changes: Any) -> Question:
    """Change the stored question and save it, with `confirmed` and `seen` as given."""
    asked = {name: changes.pop(name) for name in ("confirmed", "seen") if name in changes}
    found = Question.objects.select_related("section__edition").get(section__edition=edition, key=key)
    for name, value in changes.items():
        setattr(found, name, value)
    return questions.save_question(actor=actor, question=found, **asked)


def must_confirm(actor: Any, key: str, edition: Edition, **changes: Any) -> str:
    """What the office is asked about first; the change is then saved by saying yes to exactly that."""
    with pytest.raises(InvalidInput) as refused:
        change(actor, key, edition, **changes)
    ((name, text),) = refused.value.fields.items()
    with pytest.raises(InvalidInput):
        change(actor, key, edition, **changes, confirmed=["0123456789abcdef"])
    change(actor, key, edition, **changes, confirmed=[name.removeprefix(CONFIRM)])
    return text


def refused_fields(actor: Any, key: str, edition: Edition, **changes: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as refused:
        change(actor, key, edition, **changes)
    return refused.value.fields


class TestStage:
    def test_from_plan_to_archive(self, planned: Edition) -> None:
        now = timezone.now()
        assert form_stage(planned, now) is Stage.FREE
        planned.state = "announced"
        call = planned.phases.get(kind="application")
        assert form_stage(planned, call.opens_at - timedelta(seconds=1)) is Stage.FREE
        assert form_stage(planned, call.opens_at) is Stage.IN_USE
        assert form_stage(planned, call.closes_at - timedelta(seconds=1)) is Stage.IN_USE
        assert form_stage(planned, call.closes_at) is Stage.WORDING
        for state in ("released", "archived"):
            planned.state = state
            assert form_stage(planned, now) is Stage.DECIDED

    def test_an_invited_company_begins_before_the_call(self, entry: Entry) -> None:
        call = entry.edition.phases.get(kind="application")
        assert form_stage(entry.edition, call.opens_at - timedelta(days=1)) is Stage.IN_USE

    def test_a_call_without_dates_is_not_open(self, planned: Edition) -> None:
        planned.state = "announced"
        planned.phases.all().delete()
        assert form_stage(planned, timezone.now()) is Stage.FREE


class TestWho:
    def test_another_editions_office_and_a_company_may_not(self, planned: Edition, part: Section) -> None:
        other = make_office(kind="coordinator")
        other.roles.update(edition=make_edition(2029))
        asked = ask(part, "deed", "long")
        for actor in (other, make_person()):
            for action in (
                lambda actor: forms.save_section(actor=actor, section=part),
                lambda actor: forms.move_section(actor=actor, section=part, direction="up"),
                lambda actor: forms.remove_section(actor=actor, section=part),
                lambda actor: forms.begin_usual_form(actor=actor, edition=planned),
                lambda actor: forms.take_over_form(actor=actor, edition=planned, source=planned),
                lambda actor: questions.save_question(actor=actor, question=asked),
                lambda actor: questions.move_question(actor=actor, question=asked, direction="up"),
                lambda actor: questions.place_question(actor=actor, question=asked, section=part),
                lambda actor: questions.copy_question(actor=actor, question=asked),
                lambda actor: questions.remove_question(actor=actor, question=asked),
            ):
                with pytest.raises(NotAllowed):
                    action(actor)
        assert not Record.objects.filter(action__startswith="competition.").exists()


class TestSections:
    def test_added_last_changed_moved_removed_and_on_record(self, office: Any, planned: Edition) -> None:
        first = forms.save_section(actor=office, section=Section(edition=planned, title_sv="Ett"))
        second = forms.save_section(actor=office, section=Section(edition=planned, title_sv="Två"))
        assert (first.position, second.position) == (1, 2)
        second.title_en = "Two"
        forms.save_section(actor=office, section=second)
        forms.move_section(actor=office, section=second, direction="up")
        forms.move_section(actor=office, section=second, direction="up")
        assert [each.title_sv for each in planned.sections.all()] == ["Två", "Ett"]
        forms.move_section(actor=office, section=second, direction="down")
        assert [each.title_sv for each in planned.sections.all()] == ["Ett", "Två"]
        ask(first, "deed", "long")
        forms.remove_section(actor=office, section=first)
        assert [(each.title_sv, each.position) for each in planned.sections.all()] == [("Två", 1)]
        assert not Question.objects.exists()
        recorded = Record.objects.filter(edition=planned.public_id).order_by("pk")
        assert [(each.action, each.details.get("changed")) for each in recorded] == [
            ("competition.section.added", []),
            ("competition.section.added", []),
            ("competition.section.changed", ["title_en"]),
            ("competition.section.moved", None),
            ("competition.section.moved", None),
            ("competition.section.removed", None),
        ]

    def test_a_part_needs_a_title(self, office: Any, planned: Edition) -> None:
        with pytest.raises(InvalidInput) as refused:
            forms.save_section(actor=office, section=Section(edition=planned, title_sv=" "))
        assert refused.value.fields == {"title_sv": "Write the title."}
        assert not planned.sections.exists()

    def test_one_with_an_answer_stays(self, office: Any, complete: Entry) -> None:
        section = complete.edition.sections.first()
        with pytest.raises(NotNow, match=r"“Question title” has been answered\. It cannot be removed\."):
            forms.remove_section(actor=office, section=section)
        assert section.questions.count() == 2

    def test_an_empty_one_may_go_while_the_form_is_in_use(self, office: Any, edition: Edition) -> None:
        empty = forms.save_section(actor=office, section=Section(edition=edition, title_sv="Tom"))
        forms.remove_section(actor=office, section=empty)
        assert edition.sections.count() == 2


class TestWholeForm:
    def test_the_usual_questions_once(self, office: Any, planned: Edition) -> None:
        sections = forms.begin_usual_form(actor=office, edition=planned)
        asked = form_questions(planned)
        assert [each.title_sv for each in sections] == ["Vad ni har gjort", "Vad det ledde till"]
        assert [each.key for each in asked] == [
            "rubrik", "utmaning", "gjorde", "bild", "resultat", "kostnad", "lardomar", "forsta_steg",
        ]  # fmt: skip
        assert {each.story_part for each in asked} == {"", *Question.StoryPart.values}
        assert not any(each.lacks_english for each in [*sections, *asked])
        with pytest.raises(NotNow, match="has a form already"):
            forms.begin_usual_form(actor=office, edition=planned)
        assert Question.objects.count() == 8

    def test_taken_over_from_the_latest_earlier_edition(self, office: Any, planned: Edition) -> None:
        make_form(make_edition(2025))
        source, later = make_edition(2027), make_edition(2029)
        make_form(source)
        make_form(later)
        make_edition(2026)
        assert earlier_form(planned) == source
        forms.take_over_form(actor=office, edition=planned, source=source)
        before, after = form_questions(source), form_questions(planned)
        assert [each.key for each in after] == [each.key for each in before]
        assert not {each.public_id for each in after} & {each.public_id for each in before}
        with pytest.raises(NotNow, match="has a form already"):
            forms.take_over_form(actor=office, edition=planned, source=source)

    def test_a_copied_edition_has_the_form_and_the_first_keeps_its_own(self, office: Any) -> None:
        source = make_edition(2027)
        make_form(source)
        copy = copy_edition(actor=office, source=source, year=2028)
        assert [(each.key, each.label_sv, each.choices) for each in form_questions(copy)] == [
            (each.key, each.label_sv, each.choices) for each in form_questions(source)
        ]
        assert len(form_questions(source)) == 9


class TestNewQuestion:
    def test_its_key_is_made_of_the_swedish_words_once_in_the_edition(
        self, office: Any, planned: Edition, part: Section
    ) -> None:
        other = Section.objects.create(edition=planned, position=2, title_sv="Fakta")
        first = questions.save_question(
            actor=office, question=new(part, label_sv="Hur många är ni på golvet?")
        )
        second = questions.save_question(
            actor=office, question=new(other, label_sv="Hur många är ni på golvet?")
        )
        assert (first.key, second.key) == ("hur_manga_ar_ni_pa_golvet", "hur_manga_ar_ni_pa_golvet_2")
        first.label_sv = "Helt andra ord"
        questions.save_question(actor=office, question=first)
        first.refresh_from_db()
        assert first.key == "hur_manga_ar_ni_pa_golvet"
        assert [each.position for each in (first, second)] == [1, 1]

    def test_a_key_that_the_entrants_form_uses_itself_is_avoided(self, office: Any, part: Section) -> None:
        keys = [
            questions.save_question(actor=office, question=new(part, label_sv=label)).key
            for label in ("Revision", "Alt-text", "visibility-deed", "???")
        ]
        assert keys == ["revision_2", "alt_text", "visibility_deed", "fraga"]

    def test_names_are_cut_and_stay_apart(self) -> None:
        assert name_of("Å" * 60, [], "x") == "a" * 37
        assert name_of("a" * 60, ["a" * 37, "a" * 37 + "_2"], "x") == "a" * 37 + "_3"

    @pytest.mark.parametrize(
        ("changes", "beside"),
        [
            ({"label_sv": " "}, {"label_sv": "Write the question."}),
            (
                {"kind": "choice", "choices": [{"value": "a", "sv": "A", "en": ""}]},
                {"choices": "Write at least two answers to choose among, one on each line."},
            ),
            (
                {"kind": "scale", "scale_min": 5, "scale_max": 5},
                {"scale_max": "The highest step must come after the lowest."},
            ),
            (
                {"kind": "scale", "scale_min": 0, "scale_max": 11},
                {"scale_max": "A scale has at most eleven steps, for example 0 to 10."},
            ),
        ],
    )
    def test_what_is_wrong_is_told_beside_its_field(
        self, office: Any, part: Section, changes: dict[str, Any], beside: dict[str, str]
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            questions.save_question(actor=office, question=new(part, **changes))
        assert refused.value.fields == beside
        assert not part.questions.exists()

    def test_what_its_kind_has_no_use_for_is_not_kept(self, office: Any, part: Section) -> None:
        saved = questions.save_question(
            actor=office,
            question=new(part, kind="scale", scale_max=10, max_length=80, unit="kkr", story_part="deed"),
        )
        saved.refresh_from_db()
        assert (saved.scale_max, saved.max_length, saved.unit, saved.story_part) == (10, None, "", "")

    def test_one_that_must_be_answered_is_asked_about_once_the_call_is_open(
        self, office: Any, edition: Edition
    ) -> None:
        section = edition.sections.first()
        with pytest.raises(InvalidInput) as refused:
            questions.save_question(actor=office, question=new(section))
        ((name, text),) = refused.value.fields.items()
        assert text == "The call is open: companies may have prepared their answers without this question."
        questions.save_question(actor=office, question=new(section, required=False))
        questions.save_question(actor=office, question=new(section), confirmed=[name.removeprefix(CONFIRM)])
        assert len(form_questions(edition)) == 11

    def test_the_companies_that_lack_it_are_counted(self, office: Any, complete: Entry, writer: Any) -> None:
        submit_entry(actor=writer, entry=complete)
        drafting = make_person()
        for number in range(2):
            start_entry(
                actor=drafting,
                edition=complete.edition,
                organisation=make_company(f"Utkast {number} AB", owner=drafting),
            )
        gone = start_entry(
            actor=drafting, edition=complete.edition, organisation=make_company(owner=drafting)
        )
        withdraw_entry(actor=drafting, entry=gone)
        with pytest.raises(InvalidInput) as refused:
            questions.save_question(actor=office, question=new(complete.edition.sections.first()))
        ((name, text),) = refused.value.fields.items()
        assert text == (
            "1 submitted entry has no answer to this. It counts as it is, until it is submitted again. "
            "2 companies have begun and must answer this before they can submit."
        )
        questions.save_question(
            actor=office,
            question=new(complete.edition.sections.first()),
            confirmed=[name.removeprefix(CONFIRM)],
        )
        complete.refresh_from_db()
        assert complete.percent_complete < 100


class TestAnswered:
    """Once somebody has answered, the answer stays whole."""

    def test_the_kind_stays(self, office: Any, complete: Entry) -> None:
        assert refused_fields(office, "deed", complete.edition, kind="short") == {
            "kind": "The question has been answered. It keeps its kind of answer."
        }
        assert refused_fields(office, "photo", complete.edition, kind="file") == {
            "kind": "The question has been answered. It keeps its kind of answer."
        }

    def test_an_answer_of_blanks_is_none(self, office: Any, entry: Entry, writer: Any) -> None:
        save_answers(actor=writer, entry=entry, changes={"deed": " \n", "areas": []}, base_revision=0)
        change(office, "deed", entry.edition, kind="short", max_length=None)
        assert question(entry, "deed").kind == "short"
        assert form_usage(entry.edition).answered("areas") == frozenset()

    def test_what_was_submitted_counts_when_the_draft_is_empty_again(
        self, office: Any, complete: Entry, writer: Any
    ) -> None:
        save_answers(actor=writer, entry=complete, changes={"link": ""}, base_revision=99)
        submit_entry(actor=writer, entry=complete)
        save_answers(actor=writer, entry=complete, changes={"deed": "", "size": ""}, base_revision=99)
        EntryFile.objects.filter(entry=complete).update(removed_at=timezone.now())
        usage = form_usage(complete.edition)
        assert [len(usage.answered(key)) for key in ("deed", "photo", "link")] == [1, 1, 0]
        assert usage.chosen("size", "small") == 1
        with pytest.raises(NotNow):
            questions.remove_question(actor=office, question=question(complete, "deed"))

    def test_a_chosen_answer_stays_and_another_may_go(self, office: Any, complete: Entry) -> None:
        small, large = question(complete, "size").choices
        medium = {"value": "medium", "sv": "Mellan", "en": "Medium"}
        assert refused_fields(office, "size", complete.edition, choices=[large, medium]) == {
            "choices": "Somebody has chosen this already, so it must stay: Liten."
        }
        change(office, "size", complete.edition, choices=[medium, small])
        assert question(complete, "size").choices == [medium, small]
        assert refused_fields(office, "areas", complete.edition, choices=[small, medium]) == {
            "choices": "Somebody has chosen this already, so it must stay: Stor."
        }

    def test_a_chosen_answer_reworded_is_asked_about(self, office: Any, complete: Entry) -> None:
        small, large = question(complete, "size").choices
        changed = [{**small, "sv": "Under 50"}, {**large, "sv": "Fler"}]
        text = must_confirm(office, "size", complete.edition, choices=changed)
        assert text == "Those who chose “Liten” will have chosen “Under 50”."
        assert question(complete, "size").choices == changed
        change(office, "size", complete.edition, choices=[{**changed[0], "en": "Fewer than 50"}, changed[1]])

    def test_a_chosen_step_stays(self, office: Any, complete: Entry) -> None:
        said = "Somebody has chosen a step that would be cut off."
        assert refused_fields(office, "nerve", complete.edition, scale_max=3) == {"scale_max": said}
        assert refused_fields(office, "nerve", complete.edition, scale_min=5, scale_max=7) == {
            "scale_min": said
        }
        change(office, "nerve", complete.edition, scale_min=4, scale_max=4 + 3)

    def test_what_is_no_step_at_all_forbids_nothing(self, office: Any, complete: Entry, writer: Any) -> None:
        save_answers(actor=writer, entry=complete, changes={"nerve": "mycket"}, base_revision=99)
        change(office, "nerve", complete.edition, scale_max=3)

    def test_who_may_read_it_only_becomes_nobody(self, office: Any, complete: Entry) -> None:
        edition = complete.edition
        for changes in (
            {"visibility": "public"},
            {"visibility": "never"},
            {"visibility_fixed": True},
            {"visibility": "public", "visibility_fixed": True},
        ):
            assert list(refused_fields(office, "deed", edition, **changes)) == ["visibility"]
        change(office, "deed", edition, visibility="never", visibility_fixed=True)
        assert list(refused_fields(office, "deed", edition, visibility_fixed=False)) == ["visibility"]
        change(office, "link", edition, label_sv="Andra ord")

    def test_a_lower_limit_says_how_many_drafts_it_touches(self, office: Any, complete: Entry) -> None:
        edition = complete.edition
        length = len("Vi filmade varje omställning.\nSedan byggde vi om.")
        change(office, "deed", edition, max_length=length)
        text = must_confirm(office, "deed", edition, max_length=length - 1)
        assert text == "1 draft is longer than that. It must be shortened before it can be submitted."
        complete.refresh_from_db()
        assert complete.percent_complete < 100
        change(office, "deed", edition, max_length=None)
        complete.refresh_from_db()
        assert complete.percent_complete == 100

    def test_another_unit_is_asked_about(self, office: Any, complete: Entry) -> None:
        text = must_confirm(office, "saving", complete.edition, unit="Mkr")
        assert text == "1 company has answered in the old unit. Its figure stays as it is."

    def test_made_required_asks_only_for_those_without_an_answer(
        self, office: Any, complete: Entry, writer: Any
    ) -> None:
        submit_entry(actor=writer, entry=complete)
        text = must_confirm(office, "paper", complete.edition, required=True)
        assert (
            text
            == "1 submitted entry has no answer to this. It counts as it is, until it is submitted again."
        )
        text = must_confirm(office, "link", complete.edition, required=True)
        assert text == "The call is open: companies may have prepared their answers without this question."

    def test_it_is_not_removed_and_an_unanswered_one_is(self, office: Any, complete: Entry) -> None:
        with pytest.raises(NotNow, match=r"“Question deed” has been answered\. It cannot be removed\."):
            questions.remove_question(actor=office, question=question(complete, "deed"))
        questions.remove_question(actor=office, question=question(complete, "paper"))
        assert "Fråga paper" not in labels(complete.edition)
        assert [each.position for each in complete.edition.sections.last().questions.all()] == [*range(1, 7)]

    def test_the_last_question_of_a_form_in_use_stays(self, office: Any, edition: Edition) -> None:
        Question.objects.exclude(key="link").delete()
        last = Question.objects.get()
        with pytest.raises(NotNow, match="Add another question"):
            questions.remove_question(actor=office, question=last)
        with pytest.raises(NotNow, match="Add another question"):
            forms.remove_section(actor=office, section=last.section)


class TestPlaces:
    def test_up_down_and_no_further(self, office: Any, planned: Edition, part: Section) -> None:
        first, last = ask(part, "a", "short"), ask(part, "b", "short")
        questions.move_question(actor=office, question=last, direction="up")
        assert labels(planned) == ["Fråga b", "Fråga a"]
        questions.move_question(actor=office, question=first, direction="down")
        assert labels(planned) == ["Fråga b", "Fråga a"]
        assert Record.objects.filter(action="competition.question.moved").count() == 1

    def test_into_another_part_with_its_answers(self, office: Any, complete: Entry) -> None:
        story, facts = complete.edition.sections.all()
        questions.place_question(actor=office, question=question(complete, "deed"), section=facts)
        assert [each.key for each in facts.questions.all()][-2:] == ["photo", "deed"]
        assert [each.position for each in story.questions.all()] == [1]
        assert form_usage(complete.edition).answered("deed")

    def test_not_into_another_form(self, office: Any, edition: Edition, part: Section) -> None:
        with pytest.raises(InvalidInput) as refused:
            questions.place_question(actor=office, question=form_questions(edition)[0], section=part)
        assert refused.value.fields == {"section": "Choose a part of this form."}

    def test_a_copy_stands_after_the_first(self, office: Any, planned: Edition, part: Section) -> None:
        first = ask(part, "size", "choice", choices=[{"value": "s", "sv": "Liten", "en": ""}] * 2)
        ask(part, "last", "short")
        copy = questions.copy_question(actor=office, question=first)
        assert labels(planned) == ["Fråga size", "Fråga size (kopia)", "Fråga last"]
        assert (copy.key, copy.label_en, copy.choices) == (
            "fraga_size",
            "Question size (copy)",
            first.choices,
        )
        assert copy.required

    def test_a_copy_is_optional_where_companies_answer(self, office: Any, edition: Edition) -> None:
        first = form_questions(edition)[0]
        Question.objects.filter(pk=first.pk).update(label_sv="x" * 200, label_en="")
        first.refresh_from_db()
        copy = questions.copy_question(actor=office, question=first)
        assert (copy.required, copy.label_sv, copy.label_en) == (False, "x" * 192 + " (kopia)", "")


class TestLocked:
    def test_after_the_call_only_words(self, office: Any, complete: Entry) -> None:
        edition = complete.edition
        close_call(edition)
        change(office, "deed", edition, label_sv="Vad gjorde ni egentligen?", hint_en="Briefly.")
        section = edition.sections.first()
        section.title_sv = "Er berättelse"
        forms.save_section(actor=office, section=section)
        said = "Only the wording of the form"
        for action in (
            lambda: change(office, "link", edition, required=True),
            lambda: change(office, "size", edition, choices=[]),
            lambda: questions.save_question(actor=office, question=new(section, required=False)),
            lambda: questions.move_question(
                actor=office, question=question(complete, "deed"), direction="up"
            ),
            lambda: questions.place_question(
                actor=office, question=question(complete, "deed"), section=section
            ),
            lambda: questions.copy_question(actor=office, question=question(complete, "deed")),
            lambda: questions.remove_question(actor=office, question=question(complete, "paper")),
            lambda: forms.save_section(actor=office, section=Section(edition=edition, title_sv="Ny")),
            lambda: forms.move_section(actor=office, section=section, direction="down"),
            lambda: forms.remove_section(actor=office, section=section),
            lambda: forms.begin_usual_form(actor=office, edition=edition),
        ):
            with pytest.raises(NotNow, match=said):
                action()
        assert question(complete, "deed").label_sv == "Vad gjorde ni egentligen?"

    def test_a_decided_edition_is_history(self, office: Any, complete: Entry) -> None:
        release(complete.edition)
        section = complete.edition.sections.first()
        for action in (
            lambda: change(office, "deed", complete.edition, label_sv="Rättat"),
            lambda: forms.save_section(actor=office, section=section),
            lambda: questions.remove_question(actor=office, question=question(complete, "paper")),
        ):
            with pytest.raises(NotNow, match="kept as it was"):
                action()
        assert question(complete, "deed").label_sv == "Fråga deed"


class TestTwoInTheOffice:
    def test_a_colleagues_change_is_told_and_the_second_one_decides(self, office: Any, part: Section) -> None:
        asked = ask(part, "deed", "long", label_sv="Först")
        seen = state_of(asked)
        change(office, "deed", part.edition, label_sv="Kollegans ord", seen=seen)
        text = must_confirm(office, "deed", part.edition, label_sv="Mina ord", seen=seen)
        assert text == "A colleague has changed this question since you opened it. Yours replaces it."
        asked.refresh_from_db()
        assert asked.label_sv == "Mina ord"


class TestChoices:
    KNOWN = [
        {"value": "liten", "sv": "Liten", "en": "Small"},
        {"value": "stor", "sv": "Stor", "en": ""},
        {"value": "jatte", "sv": "Jättestor", "en": "Huge"},
    ]

    def test_typed_and_shown_alike(self) -> None:
        text = as_lines(self.KNOWN)
        assert text == "Liten | Small\nStor\nJättestor | Huge"
        assert from_lines(text, self.KNOWN) == self.KNOWN
        made = from_lines("Ja | Yes\n\n  Nej|No \nVet ej", [])
        assert made == [
            {"value": "ja", "sv": "Ja", "en": "Yes"},
            {"value": "nej", "sv": "Nej", "en": "No"},
            {"value": "vet_ej", "sv": "Vet ej", "en": ""},
        ]

    @pytest.mark.parametrize(
        ("text", "values"),
        [
            ("Jättestor | Huge\nLiten | Small\nStor", ["jatte", "liten", "stor"]),  # moved
            ("Pytteliten | Small\nStor\nJättestor", ["liten", "stor", "jatte"]),  # the English says which
            ("Under 50\nStor\nJättestor", ["liten", "stor", "jatte"]),  # as many left on both sides
            ("Litet\nStor\nJättestor\nOkänt", ["liten", "stor", "jatte", "okant"]),  # the most alike
            ("Liten\nJättestor", ["liten", "jatte"]),  # one taken away
            ("Helt annat\nNågot nytt\nStor\nJättestor", ["helt_annat", "nagot_nytt", "stor", "jatte"]),
            ("stora\nStorat\nLiten\nJättestor", ["stor", "storat", "liten", "jatte"]),  # one old, two alike
        ],
    )
    def test_values_follow_the_words(self, text: str, values: list[str]) -> None:
        assert [each["value"] for each in from_lines(text, self.KNOWN)] == values

    def test_a_new_one_never_takes_an_old_ones_value(self) -> None:
        made = from_lines(
            "???\nStor\nJättestor\nNy liten", [*self.KNOWN, {"value": "svar", "sv": "X", "en": ""}]
        )
        assert len({each["value"] for each in made}) == 4

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("Ja | Yes | Oui", "One line has more than one |: Ja | Yes | Oui"),
            ("| Yes", "One line has no Swedish wording: | Yes"),
            ("Ja\nja", "“Ja” is there twice."),
        ],
    )
    def test_refused(self, text: str, said: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            from_lines(text, [])
        assert refused.value.reason == said


def test_what_lacks_english(part: Section) -> None:
    assert not part.lacks_english
    assert Section(title_sv="A", title_en="A", intro_sv="Text").lacks_english
    assert Section(title_sv="A").lacks_english
    complete = {"label_sv": "Fråga", "label_en": "Question"}
    assert not Question(**complete).lacks_english
    assert Question(label_sv="Fråga").lacks_english
    assert Question(**complete, hint_sv="Hjälp").lacks_english
    assert Question(**complete, choices=[{"value": "x", "sv": "Ja", "en": ""}]).lacks_english
    assert not Question(**complete, choices=[{"value": "x", "sv": "10–49", "en": ""}]).lacks_english


def test_drafts_that_have_moved_on_are_not_recounted(office: Any, complete: Entry) -> None:
    Entry.objects.filter(pk=complete.pk).update(state="withdrawn", percent_complete=7)
    questions.remove_question(actor=office, question=question(complete, "paper"))
    complete.refresh_from_db()
    assert complete.percent_complete == 7
