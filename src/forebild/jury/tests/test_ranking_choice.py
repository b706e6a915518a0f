"""What ranks is decided before the scores are opened; a change after it says why and stays on the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from forebild.jury.models import RankingChoice, ScoreOpening
from forebild.jury.permissions import can_choose_ranking
from forebild.jury.queries import ranking_state
from forebild.jury.services.ranking import choose_ranking, open_scores
from forebild.jury.tests.scored import CLOSE, make_scored, open_the_scores
from forebild.programme.models import Edition
from forebild.shared.audit.models import Record
from forebild.shared.errors import InvalidInput, NotAllowed, NotNow
from tests.worlds import client_of, make_edition, make_juror, make_office, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition(2027, finalist_count=2)


@pytest.fixture
def office(edition: Edition) -> Any:
    return make_office(name="Lena Kansli")


class TestChoosing:
    def test_the_latest_choice_holds_and_every_one_is_kept(self, edition: Edition, office: Any) -> None:
        assert (ranking_state(edition).choice, ranking_state(edition).basis) == (None, "raw")
        first = choose_ranking(actor=office, edition=edition, basis="adjusted")
        assert choose_ranking(actor=office, edition=edition, basis="adjusted") == first
        second = choose_ranking(actor=office, edition=edition, basis="raw")
        state = ranking_state(edition)
        assert (state.choices, state.basis, state.is_open) == ((first, second), "raw", False)
        assert list(Record.objects.values_list("action", flat=True)) == ["jury.ranking.chosen"] * 2

    def test_after_the_opening_a_change_needs_its_reason_and_is_told_apart(
        self, edition: Edition, office: Any
    ) -> None:
        choose_ranking(actor=office, edition=edition, basis="adjusted")
        opening = open_scores(actor=office, edition=edition)
        with pytest.raises(InvalidInput) as refusal:
            choose_ranking(actor=office, edition=edition, basis="raw", reason="  ")
        assert refusal.value.fields.keys() == {"reason"}
        late = choose_ranking(actor=office, edition=edition, basis="raw", reason="Juryn bad om det.")
        state = ranking_state(edition)
        assert (state.late_choices, state.basis, opening.choice.basis) == ((late,), "raw", "adjusted")
        assert Record.objects.filter(action="jury.ranking.changed").count() == 1

    def test_is_refused_to_jurors_with_another_word_and_when_it_is_over(
        self, edition: Edition, office: Any
    ) -> None:
        chair = make_juror(edition, seat="chair").person
        for actor in (chair, make_person()):
            with pytest.raises(NotAllowed):
                choose_ranking(actor=actor, edition=edition, basis="raw")
            with pytest.raises(NotAllowed):
                open_scores(actor=actor, edition=edition)
        with pytest.raises(InvalidInput) as refusal:
            choose_ranking(actor=office, edition=edition, basis="median")
        assert refusal.value.fields.keys() == {"basis"}
        Edition.objects.filter(pk=edition.pk).update(state="released", released_at=timezone.now())
        edition.refresh_from_db()
        for act in (
            lambda: choose_ranking(actor=office, edition=edition, basis="raw"),
            lambda: open_scores(actor=office, edition=edition),
        ):
            with pytest.raises(NotNow):
                act()
        assert ranking_state(edition).is_open
        assert not RankingChoice.objects.exists()

    def test_opening_needs_a_choice_and_happens_once(self, edition: Edition, office: Any) -> None:
        with pytest.raises(NotNow):
            open_scores(actor=office, edition=edition)
        choose_ranking(actor=office, edition=edition, basis="raw")
        open_scores(actor=office, edition=edition)
        with pytest.raises(NotNow):
            open_scores(actor=office, edition=edition)
        assert ScoreOpening.objects.count() == 1
        assert Record.objects.filter(action="jury.scores.opened").count() == 1

    def test_the_database_keeps_no_late_change_without_a_reason(self, edition: Edition, office: Any) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            RankingChoice.objects.create(edition=edition, basis="raw", is_late=True, chosen_by=office)

    def test_the_office_of_another_year_may_not(self, edition: Edition) -> None:
        other = make_office(name="Fia")
        other.roles.update(edition=make_edition(2026))
        assert not can_choose_ranking(other, edition).allowed


class TestPages:
    def test_until_the_opening_no_score_is_shown_to_anybody(self, edition: Edition, office: Any) -> None:
        make_scored(edition, CLOSE)
        chair = make_juror(edition, seat="chair").person
        address = reverse("jury:ranking", args=[2027])
        for actor in (office, chair):
            for query in ("", "?format=csv", "?format=json&sort=-mean"):
                page = client_of(actor).get(address + query)
                assert page.status_code == 200
                assert "Bolaget A AB" not in page.text
        for name in ("ranking_jurors", "tie_break_new"):
            assert client_of(chair).get(reverse(f"jury:{name}", args=[2027])).status_code == 404
        near = client_of(chair).get(reverse("jury:near_line", args=[2027]))
        assert (near.status_code, near.headers["Location"]) == (302, address)
        criterion = edition.criteria.all()[0]
        closer = reverse("jury:ranking_criterion", args=[2027, criterion.public_id])
        assert client_of(office).get(closer).status_code == 404
        open_the_scores(edition, office)
        for actor in (office, chair):
            assert "Bolaget A AB" in client_of(actor).get(address).text

    def test_one_press_decides_and_opens(self, edition: Edition, office: Any) -> None:
        make_scored(edition, CLOSE)
        client, address = client_of(office), reverse("jury:ranking_choose", args=[2027])
        wrong = client.post(address, {"then": "open"})
        assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["basis"])
        done = client.post(address, {"basis": "adjusted", "then": "open"}, follow=True)
        assert done.redirect_chain[-1][0] == reverse("jury:ranking", args=[2027])
        assert "Lena Kansli bestämde att den justerade poängen rangordnar" in done.text
        assert ranking_state(edition).is_open

    def test_deciding_first_and_opening_later(self, edition: Edition, office: Any) -> None:
        client = client_of(office)
        chair = client_of(make_juror(edition, seat="chair").person)
        client.post(reverse("jury:ranking_choose", args=[2027]), {"basis": "raw"})
        closed = chair.get(reverse("jury:ranking", args=[2027]))
        assert "det råa medelvärdet" in closed.text
        assert not ranking_state(edition).is_open
        assert "Öppna poängen" in client.get(reverse("jury:ranking", args=[2027])).text
        client.post(reverse("jury:ranking_open", args=[2027]))
        assert ranking_state(edition).is_open

    def test_a_late_change_asks_why_and_stands_on_the_page(self, edition: Edition, office: Any) -> None:
        open_the_scores(edition, office)
        client, address = client_of(office), reverse("jury:ranking_choose", args=[2027])
        assert client.get(address).status_code == 200
        bare = client.post(address, {"basis": "raw"})
        assert (bare.status_code, list(bare.context["form"].errors)) == (422, ["reason"])
        done = client.post(address, {"basis": "raw", "reason": "Juryn bad om det."}, follow=True)
        chair = client_of(make_juror(edition, seat="chair").person)
        for page in (done, chair.get(reverse("jury:ranking", args=[2027]))):
            assert "Juryn bad om det." in page.text

    @pytest.mark.parametrize(
        ("basis", "said"), [("raw", "råa medelvärde"), ("adjusted", "justerade poängen")]
    )
    def test_jurors_are_told_what_ranks(self, edition: Edition, office: Any, basis: str, said: str) -> None:
        juror = make_juror(edition)
        desk = reverse("jury:desk", args=[2027])
        assert "Kansliet har bestämt" not in client_of(juror.person).get(desk).text
        choose_ranking(actor=office, edition=edition, basis=basis)
        text = client_of(juror.person).get(desk).text
        assert "Kansliet har bestämt" in text
        assert said in text
