"""The score sheet: kept, handed in, reopened, and refused when it must be."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from forebild.jury.models import Assignment, Review, Score
from forebild.jury.services.reviews import MOST_CHARACTERS, Mark, reopen_review, save_review, submit_review
from forebild.programme.models import Phase
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import make_assignment, make_company, make_edition, make_entry, make_juror, make_submission

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition():
    return make_edition(2027)


@pytest.fixture
def juror(edition):
    return make_juror(edition)


@pytest.fixture
def assignment(edition, juror):
    return make_assignment(juror, make_entry(edition), is_declared=True)


@pytest.fixture
def criteria(edition):
    return [criterion.public_id for criterion in edition.criteria.all()]


def save(assignment, **more):
    return save_review(actor=assignment.juror.person, assignment=assignment, **{"marks": {}, **more})


def submit(assignment):
    return submit_review(actor=assignment.juror.person, assignment=assignment)


def test_a_save_keeps_what_it_does_not_mention(assignment, criteria):
    save(assignment, marks={criteria[0]: Mark(4, comment="Bra.")}, strengths="Mod.")
    save(assignment, marks={criteria[0]: Mark(comment="Bättre.", stepped=False)}, opportunities="Mät.")
    save(assignment, marks={criteria[0]: Mark(2), criteria[1]: Mark(not_applicable=True)})
    review = Review.objects.get()
    first, second = review.scores.order_by("criterion__position")
    assert (first.value, first.comment, second.value, second.not_applicable) == (2, "Bättre.", None, True)
    assert (review.strengths, review.opportunities, review.revision) == ("Mod.", "Mät.", 3)


@pytest.mark.parametrize("mark", [Mark(0), Mark(6), Mark(3, not_applicable=True)])
def test_a_score_outside_its_scale_is_refused(assignment, criteria, mark):
    with pytest.raises(InvalidInput) as refusal:
        save(assignment, marks={criteria[0]: mark})
    assert list(refusal.value.fields) == [f"score_{criteria[0]}"]
    assert not Score.objects.exists()


def test_an_unknown_criterion_and_a_text_too_long_are_refused(assignment, criteria):
    with pytest.raises(InvalidInput):
        save(assignment, marks={"x": Mark(3)})
    with pytest.raises(InvalidInput) as refusal:
        save(
            assignment,
            marks={criteria[0]: Mark(3, comment="a" * (MOST_CHARACTERS + 1))},
            strengths="b" * 9999,
        )
    assert set(refusal.value.fields) == {"strengths", f"comment_{criteria[0]}"}
    assert not Review.objects.exists()


def test_handing_in_demands_every_criterion(assignment, criteria):
    save(assignment, marks={criteria[0]: Mark(3), criteria[1]: Mark(not_applicable=True)})
    with pytest.raises(InvalidInput) as refusal:
        submit(assignment)
    assert list(refusal.value.fields) == [f"score_{criteria[2]}"]
    save(assignment, marks={criteria[2]: Mark(1)})
    review = submit(assignment)
    assert (review.state, Assignment.objects.get().state) == ("submitted", "done")


def test_without_criteria_nothing_is_handed_in(assignment, edition):
    edition.criteria.all().delete()
    with pytest.raises(NotNow):
        submit(assignment)


def test_a_sheet_handed_in_is_closed_until_reopened(assignment, criteria):
    save(assignment, marks=dict.fromkeys(criteria, Mark(3)))
    submit(assignment)
    with pytest.raises(NotNow):
        save(assignment, strengths="Nytt.")
    with pytest.raises(NotNow):
        submit(assignment)
    review = reopen_review(actor=assignment.juror.person, assignment=assignment)
    assert (review.state, review.submitted_at, Assignment.objects.get().state) == ("draft", None, "open")
    save(assignment, strengths="Nytt.")


def test_nothing_written_cannot_be_reopened(assignment):
    with pytest.raises(NotNow):
        reopen_review(actor=assignment.juror.person, assignment=assignment)


@pytest.mark.parametrize("missing", [True, False])
def test_a_closed_phase_refuses_everything(assignment, edition, criteria, missing):
    save(assignment, marks=dict.fromkeys(criteria, Mark(3)))
    submit(assignment)
    phase = Phase.objects.filter(edition=edition, kind="review")
    if missing:
        phase.delete()
    else:
        phase.update(opens_at=timezone.now().replace(year=2020), closes_at=timezone.now().replace(year=2021))
    for act in (lambda: save(assignment), lambda: submit(assignment)):
        with pytest.raises(NotNow):
            act()
    with pytest.raises(NotNow):
        reopen_review(actor=assignment.juror.person, assignment=assignment)


def test_only_the_reader_and_only_after_the_question(edition, juror, assignment):
    with pytest.raises(NotAllowed):
        save_review(actor=make_juror(edition).person, assignment=assignment, marks={})
    unanswered = make_assignment(juror, make_entry(edition))
    with pytest.raises(NotAllowed):
        save(unanswered)
    assert not Review.objects.exists()


class TestPages:
    @pytest.fixture
    def address(self, client, assignment):
        client.force_login(assignment.juror.person)
        return reverse("jury:review_edit", args=[2027, assignment.public_id])

    def autosave(self, client, assignment, body):
        address = reverse("jury:review_autosave", args=[2027, assignment.public_id])
        return client.post(address, body, content_type="application/json")

    def test_autosave_keeps_one_field_at_a_time(self, client, address, assignment, criteria):
        sent = [{f"score_{criteria[0]}": "4"}, {f"comment_{criteria[0]}": "Bra."}, {"strengths": "Mod."}]
        for revision, fields in enumerate(sent):
            answer = self.autosave(client, assignment, json.dumps({"revision": revision, "fields": fields}))
            assert answer.status_code == 200
            assert answer.json()["revision"] == revision + 1
        score = Score.objects.get()
        assert (score.value, score.comment, Review.objects.get().strengths) == (4, "Bra.", "Mod.")

    @pytest.mark.parametrize(
        "body", ["", "[]", "{}", '{"fields": 3}', '{"fields": {"strengths": 3}}', "\\xff"]
    )
    def test_autosave_says_what_it_cannot_read(self, client, address, assignment, body):
        answer = self.autosave(client, assignment, body)
        assert answer.status_code == 400
        assert answer.json()["error"]

    def test_autosave_refuses_in_words(self, client, address, assignment, criteria):
        wrong = self.autosave(client, assignment, json.dumps({"fields": {f"score_{criteria[0]}": "9"}}))
        assert wrong.status_code == 400
        assert list(wrong.json()["fields"]) == [f"score_{criteria[0]}"]
        Phase.objects.filter(kind="review").delete()
        closed = self.autosave(client, assignment, json.dumps({"fields": {"strengths": "x"}}))
        assert closed.status_code == 409

    def test_without_script_a_sheet_is_saved_handed_in_and_reopened(
        self, client, address, assignment, criteria
    ):
        fields = {f"score_{public_id}": "3" for public_id in criteria[:2]} | {"strengths": "Mod."}
        missing = client.post(address, fields | {"then": "submit"})
        assert missing.status_code == 422
        assert "Mod." in missing.text
        assert Review.objects.get().strengths == "Mod."  # what was typed is kept, though it was not complete
        done = client.post(address, fields | {f"score_{criteria[2]}": "na", "then": "submit"})
        assert done.url == reverse("jury:desk", args=[2027])
        assert "lämnat in" in client.get(address).text
        client.post(reverse("jury:review_reopen", args=[2027, assignment.public_id]))
        assert Review.objects.get().state == "draft"
        assert client.post(address, fields | {"then": "stay"}).url == address

    def test_save_and_next_goes_round_to_what_is_left(self, client, address, assignment, edition, juror):
        other = make_assignment(juror, make_entry(edition, make_company("Ö AB")), is_declared=True)
        answer = client.post(address, {"then": "next"})
        assert answer.url == reverse("jury:review_edit", args=[2027, other.public_id])
        assert client.post(answer.url, {"then": "next"}).url == address

    def test_the_others_are_shown_without_names_once_ones_own_is_in(
        self, client, address, assignment, edition, criteria
    ):
        peer = make_juror(edition, "Petra Peer")
        theirs = make_assignment(peer, assignment.entry, is_declared=True)
        save(theirs, marks=dict.fromkeys(criteria, Mark(5)))
        submit(theirs)
        before = client.get(address)
        save(assignment, marks=dict.fromkeys(criteria, Mark(2)))
        submit(assignment)
        after = client.get(address)
        assert before.context["peers"] is None
        assert [steps for _criterion, steps in after.context["peers"]["rows"]] == [["5"]] * 3
        assert "Petra" not in after.text

    def test_a_constant_number_of_queries(self, client, juror, edition):
        client.force_login(juror.person)
        counts = []
        for _round in range(3):
            make_assignment(juror, make_entry(edition), is_declared=True)
            make_assignment(juror, make_entry(edition))
            with CaptureQueriesContext(connection) as seen:
                client.get(reverse("jury:desk", args=[2027]))
            counts.append(len(seen))
        assert len(set(counts)) == 1


def test_a_juror_reads_the_entry_in_the_words_that_everybody_else_does(client, edition, juror):
    entry = make_entry(edition, answers={}, language="en")
    asked = {"section_sv": "Allt", "section_en": "All", "unit": "", "choices": [], "story_part": ""}
    make_submission(
        entry,
        {"maturity": "2", "cost": "1500,5", "link": "https://exempel.example/", "trap": "javascript:x"},
        language="en",
        files=[{"question": "picture", "id": "p" * 26, "name": "a.png", "alt_sv": "", "alt_en": "A saw"}],
        questions=[
            {**asked, "key": key, "kind": kind, "label_sv": key, "label_en": key, **more}
            for key, kind, more in [
                ("maturity", "scale", {"scale_min": 1, "scale_max": 5}),
                ("cost", "number", {"unit": "tkr"}),
                ("link", "link", {}),
                ("trap", "link", {}),
                ("picture", "picture", {}),
                ("nothing", "long", {}),
            ]
        ],
    )
    assignment = make_assignment(juror, entry, is_declared=True)
    client.force_login(juror.person)
    html = client.get(reverse("jury:review_edit", args=[2027, assignment.public_id])).content.decode()
    picture = reverse("jury:entry_file", args=[2027, assignment.public_id, "p" * 26])
    assert "2 på en skala från 1 till 5" in html
    assert "1\xa0500,5 tkr" in html
    assert 'href="https://exempel.example/"' in html
    assert 'href="javascript' not in html
    assert f'<img src="{picture}" alt="A saw"' in html
    assert html.count("Inget svar") == 1
