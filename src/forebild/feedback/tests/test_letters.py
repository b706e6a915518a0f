"""A letter's way to its approval, and everything that is refused on it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone, translation

from forebild.feedback import queries
from forebild.feedback.content import compared_by, compose, mail_values
from forebild.feedback.models import Letter
from forebild.feedback.services import letters as services
from forebild.feedback.tests.years import WORDS, Year, breaches, owner_of
from forebild.feedback.views.reading import reading_of
from forebild.jury.models import RankingChoice, Statement
from forebild.jury.tests.decided import make_recusal
from forebild.library.tests.stories import make_example
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow, Overtaken
from forebild.shared.writing.services import new_document, save_fields
from tests.worlds import make_company, make_edition, make_entry, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db


def write(year: Year, letter: Letter, actor: Any, **changes: str) -> Any:
    return services.save_letter(
        actor=actor, document=letter.document, changes=changes, base_revision=letter.document.revision
    )


def test_a_letter_begins_with_what_the_jurors_wrote_and_without_their_names() -> None:
    year = Year(4)
    year.enter(3, language="en")
    first, second = year.drafted()
    fields = first.document.fields
    assert fields["strengths"] == "\n\n".join([WORDS["strengths"]] * 2)
    assert fields["opportunities"] == "\n\n".join([WORDS["opportunities"]] * 2)
    assert not any(str(juror.person) in str(fields) for juror in year.jurors)
    assert (first.language, second.language) == ("sv", "en")
    assert "Thank you for your entry in Smart Industry 2026" in second.document.fields["opening"]
    assert [record.action for record in Record.objects.all()] == ["feedback.letter.drafted"] * 2


def test_void_and_ended_reviews_are_no_source() -> None:
    year = Year(4)
    [entry] = year.entries
    review = year.score(make_juror(year.edition), entry, 3, strengths="Ogiltigt.")
    type(review).objects.filter(pk=review.pk).update(state="void")
    ended = year.score(make_juror(year.edition), entry, 3, strengths="Avslutat.")
    type(ended.assignment).objects.filter(pk=ended.assignment.pk).update(state="ended")
    assert queries.source_texts(entry, year.office).strengths == "\n\n".join([WORDS["strengths"]] * 2)


def test_what_the_jury_has_approved_comes_before_what_each_has_written() -> None:
    year = Year(4)
    [entry] = year.entries
    said = {"strengths": "Modet.\nMätandet.", "opportunities": ""}
    statement = Statement.objects.create(
        entry=entry, is_joint=False, document=new_document(kind="statement", fields=said), state="open"
    )
    assert WORDS["strengths"] in queries.source_texts(entry, year.office).strengths
    done = {"agreed_by": year.office, "agreed_at": timezone.now(), "agreed_revision": 1}
    done |= {"state": "approved", "approved_by": year.office, "approved_at": timezone.now()}
    Statement.objects.filter(pk=statement.pk).update(**done)
    assert queries.source_texts(entry, year.office) == queries.SourceTexts("Modet.\n\nMätandet.", "")


def test_drafting_again_makes_no_second_letter_and_leaves_out_what_is_not_judged() -> None:
    year = Year(4)
    year.enter(3, state="ineligible")
    assert services.draft_letters(actor=year.office, edition=year.edition) == 1
    assert services.draft_letters(actor=year.office, edition=year.edition) == 0
    assert Letter.objects.count() == 1


def test_whoever_stands_aside_leaves_that_letter_to_somebody_else() -> None:
    year = Year(4, 3)
    aside = make_juror(year.edition, person=make_office(name="Jon"))
    make_recusal(aside, year.entries[0])
    assert services.draft_letters(actor=aside.person, edition=year.edition) == 1
    assert Letter.objects.get().entry == year.entries[1]
    assert services.draft_letters(actor=year.office, edition=year.edition) == 1


def test_nothing_before_the_result_is_out() -> None:
    edition = make_edition(2027)
    with pytest.raises(NotAllowed, match="result is out"):
        services.draft_letters(actor=make_office(), edition=edition)


def test_from_draft_to_approval() -> None:
    year = Year(4)
    [letter] = year.drafted()
    write(year, letter, year.office, opening="Hej.", strengths="Starkt.", opportunities="Mer.")
    services.hand_over_letter(actor=year.office, letter=letter)
    assert letter.state == "waiting"
    write(year, letter, year.chair.person, strengths="Mycket starkt.")
    services.approve_letter(
        actor=year.chair.person, letter=letter, expected_revision=letter.document.revision
    )
    [stored] = year.letters()
    assert (stored.state, stored.content["strengths"]) == ("approved", "Mycket starkt.")
    decision = stored.decisions.get()
    assert (decision.kind, decision.decided_by, decision.revision) == (
        "approved",
        year.chair.person,
        letter.document.revision,
    )
    assert [record.action for record in Record.objects.order_by("pk")] == [
        "feedback.letter.drafted",
        "feedback.letter.handed_over",
        "feedback.letter.approved",
    ]
    assert breaches() == {}


def test_who_may_write_and_approve() -> None:
    year = Year(4)
    [letter] = year.drafted()
    for stranger in (make_person(), year.jurors[0].person, owner_of(year.entries[0])):
        with pytest.raises(NotAllowed):
            write(year, letter, stranger, strengths="Nej.")
        with pytest.raises(NotAllowed):
            services.hand_over_letter(actor=stranger, letter=letter)
    services.hand_over_letter(actor=year.deputy.person, letter=letter)
    with pytest.raises(NotAllowed, match="chair"):
        write(year, letter, year.office, strengths="Nej.")
    revision = letter.document.revision
    with pytest.raises(NotAllowed, match="chair"):
        services.approve_letter(actor=year.office, letter=letter, expected_revision=revision)
    with pytest.raises(NotAllowed, match="chair"):
        services.return_letter(actor=year.office, letter=letter, reason="Nej.")
    make_recusal(year.chair, year.entries[0])
    for act in (
        lambda: services.approve_letter(actor=year.chair.person, letter=letter, expected_revision=revision),
        lambda: services.return_letter(actor=year.chair.person, letter=letter, reason="Nej."),
        lambda: write(year, letter, year.chair.person, strengths="Nej."),
    ):
        with pytest.raises(NotAllowed, match="stand aside"):
            act()
    services.approve_letter(actor=year.deputy.person, letter=letter, expected_revision=revision)


def test_a_letter_without_words_or_with_too_many_is_not_handed_over() -> None:
    year = Year(4)
    [letter] = year.drafted()
    write(year, letter, year.office, opening=" ", strengths="", opportunities="x" * 6001)
    with pytest.raises(InvalidInput) as refusal:
        services.hand_over_letter(actor=year.office, letter=letter)
    assert refusal.value.fields == {
        "opening": "Write something here.",
        "strengths": "Write something here.",
        "opportunities": "Shorten this to 6000 characters.",
    }


def test_nobody_approves_a_text_that_was_changed_meanwhile_or_emptied() -> None:
    year = Year(4)
    [letter] = year.waiting()
    read = letter.document.revision
    write(year, letter, year.deputy.person, strengths="Annat.")
    with pytest.raises(Overtaken):
        services.approve_letter(actor=year.chair.person, letter=letter, expected_revision=read)
    saved = write(year, letter, year.deputy.person, strengths="")
    with pytest.raises(InvalidInput):
        services.approve_letter(actor=year.chair.person, letter=letter, expected_revision=saved.revision)


def test_returned_with_a_reason() -> None:
    year = Year(4)
    [letter] = year.waiting()
    with pytest.raises(InvalidInput):
        services.return_letter(actor=year.chair.person, letter=letter, reason=" ")
    services.return_letter(actor=year.chair.person, letter=letter, reason=" Kortare. ")
    assert letter.state == "draft"
    decision = letter.decisions.get()
    assert (decision.kind, decision.reason) == ("returned", "Kortare.")
    with pytest.raises(NotNow):
        services.return_letter(actor=year.chair.person, letter=letter, reason="Igen.")


def test_an_approved_letter_stands_until_it_is_taken_up_again() -> None:
    year = Year(4)
    [letter] = year.approved()
    version = letter.document.versions.earliest("pk")
    with pytest.raises(NotNow, match="approved"):
        write(year, letter, year.chair.person, strengths="Annat.")
    with pytest.raises(NotNow, match="approved"):
        services.restore_letter(actor=year.chair.person, document=letter.document, version=version)
    with pytest.raises(NotAllowed):
        services.reopen_letter(actor=year.office, letter=letter)
    services.reopen_letter(actor=year.chair.person, letter=letter)
    assert (letter.state, letter.content) == ("waiting", None)
    services.restore_letter(actor=year.chair.person, document=letter.document, version=version)
    assert [each.kind for each in letter.decisions.all()] == ["reopened", "approved"]


def test_what_was_approved_is_kept_though_scores_and_texts_change() -> None:
    year = Year(5, 4, 3, 3, 2)
    letter = year.approved()[0]
    before = letter.content
    assert {row["band"] for row in before["bands"]} == {"well_above"}
    save_fields(
        actor=None,
        document=letter.document,
        changes={"strengths": "Smyg."},
        base_revision=letter.document.revision,
        allowed=["strengths"],
    )
    year.enter(5)
    year.enter(5)
    assert year.letters()[0].content == before
    assert compose(letter) != before


# of A to F; B, read by severe jurors alone, is the one that the adjustment lifts
BANDS_BY = {
    "raw": ["well_above", "middle", "middle", "well_below", "well_below", "middle"],
    "adjusted": ["well_above", "above", "middle", "well_below", "well_below", "middle"],
}
COMPARED = {
    "raw": "Compared are the means of the scores as the jurors gave them.",
    "adjusted": "Compared are scores adjusted for how strict each juror is.",
}


class TestBands:
    def test_are_told_where_five_were_scored(self) -> None:
        year = Year(5, 4, 3, 3, 2)
        told = [{band for _criterion, band in queries.bands_of(entry)} for entry in year.entries]
        assert told == [{"well_above"}, {"above"}, {"middle"}, {"middle"}, {"well_below"}]

    def test_are_not_told_where_four_were(self) -> None:
        year = Year(5, 4, 3, 2)
        year.enter(1, state="withdrawn")  # no longer in the field
        assert {band for _criterion, band in queries.bands_of(year.entries[0])} == {None}

    def test_only_of_criteria_that_count_and_that_it_was_scored_in(self) -> None:
        year = Year(5, 4, 3, 3, 2)
        first, second, _third = year.edition.criteria.all()
        type(first).objects.filter(pk=first.pk).update(counted=False)
        year.entries[0].assignments.first().review.scores.filter(criterion=second).delete()
        year.entries[0].assignments.last().review.scores.filter(criterion=second).update(
            value=None, not_applicable=True
        )
        year.entries[0].refresh_from_db()
        assert [criterion.name for criterion, _band in queries.bands_of(year.entries[0])] == ["Transfer"]

    @pytest.mark.parametrize("basis", ["raw", "adjusted"])
    def test_are_by_the_figure_that_the_office_chose(self, basis: str) -> None:
        """Two severe jurors read A and B, two kind ones the rest; one of each has read both."""
        year = Year()
        severe, kind = year.jurors, [make_juror(year.edition, f"Snäll {number}") for number in range(2)]
        entries = [make_entry(year.edition, make_company(f"Bolaget {letter} AB")) for letter in "ABCDEF"]
        grid = ((4, 3, 2, 1, 1, 2), (4, 3, 0, 0, 0, 0), (0, 0, 4, 3, 3, 4), (5, 0, 4, 3, 3, 4))
        for juror, row in zip([*severe, *kind], grid, strict=True):
            for entry, step in zip(entries, row, strict=True):
                if step:
                    year.score(juror, entry, step)
        RankingChoice.objects.create(edition=year.edition, basis=basis, chosen_by=year.office)
        told = [{band for _criterion, band in queries.bands_of(entry)} for entry in entries]
        assert told == [{band} for band in BANDS_BY[basis]]
        letter = year.drafted()[0]
        said = compose(letter)
        assert said["basis"] == basis
        assert compared_by(said) == COMPARED[basis]
        with translation.override(letter.language):
            assert compared_by(said) in mail_values(letter, "")["bands"]
            assert reading_of(letter).compared_by == compared_by(said)

    def test_void_reviews_count_no_more(self) -> None:
        year = Year(5, 4, 3, 3, 2)
        for assignment in year.entries[4].assignments.all():
            type(assignment.review).objects.filter(assignment=assignment).update(state="void")
        assert {band for _criterion, band in queries.bands_of(year.entries[0])} == {None}

    def test_who_stands_aside_from_any_entry_sees_none(self) -> None:
        year = Year(5, 4, 3, 3, 2)
        assert queries.may_see_bands(year.chair.person, year.edition)
        make_recusal(year.chair, year.entries[4])
        assert not queries.may_see_bands(year.chair.person, year.edition)


class TestExamples:
    def test_fit_the_weakest_criterion_and_are_never_ones_own(self) -> None:
        year = Year(4, 4, year=2025)
        entry = year.entries[0]
        weak = year.edition.criteria.get(name_sv="Spridning")
        for assignment in entry.assignments.all():
            assignment.review.scores.filter(criterion=weak).update(value=1)
        assert queries.weakest_criterion(entry) == weak
        words = {"lessons_sv": "Spridning till andra."}
        fits = make_example("published", make_company("Spridarna AB"), year.office, **words)
        make_example("published", make_company("Tysta AB"), year.office)
        make_example("published", entry.organisation, year.office, **words)
        make_example("draft", make_company("Utkast AB"), year.office, **words)
        [match] = queries.examples_for(entry, "sv")
        assert (match.story.slug, match.part) == (fits.slug, "lessons")

    def test_without_scores_the_trade_alone(self) -> None:
        year = Year(year=2025)
        entry = year.enter(3)
        entry.assignments.all().update(state="ended")
        assert queries.weakest_criterion(entry) is None
        assert queries.examples_for(entry, "sv") == []
        like = make_company("Metallarna AB", sector="25.620")
        make_example("published", like, year.office)
        entry.organisation.industries.create(scheme="sni2007", code="24.100")
        [match] = queries.examples_for(entry, "sv")
        assert (match.same_trade, queries.why(match)) == (True, "the same trade as yours")

    @pytest.mark.parametrize(
        ("code", "trade"), [("10.110", "food"), ("C", ""), ("62.010", "other"), ("", "")]
    )
    def test_the_trade_is_the_librarys(self, code: str, trade: str) -> None:
        company = make_company()
        if code:
            company.industries.create(scheme="sni2007", code=code)
        assert queries.trade_of(company) == ("" if code == "" else trade)
