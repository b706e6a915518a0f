"""The queue by hand, and in every small world against the rule said in other words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.engine.errors import BadProblem
from forebild.engine.waiting_list.check import RULES, check
from forebild.engine.waiting_list.explain import Because, Why, why_waiting
from forebild.engine.waiting_list.problem import HOLDING, Claim, Line, Standing
from forebild.engine.waiting_list.replay import Step, replay
from forebild.engine.waiting_list.solve import gets_place_at_once, offers

SEATED, OFFERED, WAITING, OUT = Standing


def line(places: int | None, *claims: tuple[str, Standing, int, str], per_company: int | None = None) -> Line:
    return Line(places, tuple(Claim(*claim) for claim in claims), per_company)


@st.composite
def lines(draw: st.DrawFn) -> Line:
    count = draw(st.integers(0, 7))
    numbers = draw(st.permutations(range(1, count + 1)))
    claims = tuple(
        Claim(
            str(index), draw(st.sampled_from(Standing)), numbers[index], draw(st.sampled_from(["", "a", "b"]))
        )
        for index in range(count)
    )
    return Line(draw(st.none() | st.integers(0, 6)), claims, draw(st.none() | st.integers(1, 2)))


def after_offers(found: Line) -> Line:
    chosen = offers(found)
    claims = (
        Claim(c.id, OFFERED if c.id in chosen else c.standing, c.number, c.company) for c in found.claims
    )
    return Line(found.places, tuple(claims), found.per_company)


def test_the_lowest_numbers_are_asked_for_what_is_free() -> None:
    found = line(3, ("a", SEATED, 0, ""), ("b", WAITING, 2, ""), ("c", WAITING, 1, ""), ("d", WAITING, 3, ""))
    assert found.free == 2
    assert offers(found) == ("c", "b")


def test_whose_company_is_full_is_passed_over_and_keeps_the_number() -> None:
    found = line(
        3, ("a", SEATED, 0, "x"), ("b", WAITING, 1, "x"), ("c", WAITING, 2, "y"), ("d", WAITING, 3, "y"),
        per_company=1,
    )  # fmt: skip
    assert offers(found) == ("c",)
    assert why_waiting(found, "b") == Why(Because.COMPANY_FULL, 1, 0, 0, 0, 1)
    assert why_waiting(found, "c") == Why(Because.NEXT, 2, 1, 0, 0, 0)
    assert why_waiting(found, "a").because == Because.NOT_WAITING


def test_an_offer_keeps_its_place_and_no_limit_takes_all() -> None:
    full = line(1, ("a", OFFERED, 1, ""), ("b", WAITING, 2, ""))
    assert offers(full) == ()
    assert why_waiting(full, "b") == Why(Because.FULL, 2, 0, 0, 1, 0)
    assert offers(line(None, ("b", WAITING, 1, ""), ("c", WAITING, 2, ""))) == ("b", "c")
    with pytest.raises(KeyError):
        why_waiting(full, "z")


def test_whoever_comes_gets_what_nobody_waits_for() -> None:
    assert gets_place_at_once(line(1))
    assert gets_place_at_once(line(None, ("a", SEATED, 0, "")))
    assert not gets_place_at_once(line(1, ("a", SEATED, 0, "")))
    assert not gets_place_at_once(line(1, ("a", WAITING, 1, "")))
    assert not gets_place_at_once(line(2, ("a", SEATED, 0, "x"), per_company=1), "x")


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (lambda: line(1, ("a", OUT, 0, ""), ("a", OUT, 0, "")), "claims[1].id"),
        (lambda: line(1, ("a", WAITING, 1, ""), ("b", WAITING, 1, "")), "claims[1].number"),
        (lambda: line(1, ("a", WAITING, 0, "")), "claims[0].number"),
        (lambda: line(-1), "places"),
    ],
)
def test_a_line_that_contradicts_itself_is_refused(wrong: object, place: str) -> None:
    with pytest.raises(BadProblem) as refused:
        wrong()  # type: ignore[operator]
    assert refused.value.place == place


@given(lines())
def test_after_the_offers_nothing_is_free_for_whoever_waits(found: Line) -> None:
    settled = after_offers(found)
    assert offers(settled) == ()
    assert "idle" not in check(settled)
    assert ("too_many" in check(settled)) == ("too_many" in check(found))


@given(lines())
def test_nobody_is_passed_by_who_could_have_had_the_place(found: Line) -> None:
    chosen = set(offers(found))
    settled = after_offers(found)
    for claim in found.waiting:
        if claim.id not in chosen and any(o.number > claim.number for o in found.waiting if o.id in chosen):
            assert not settled.has_room_for(claim.company)


@given(lines())
def test_there_is_exactly_one_reason(found: Line) -> None:
    for claim in found.waiting:
        why = why_waiting(found, claim.id)
        assert (why.because == Because.NEXT) == (claim.id in offers(found))
        assert why.ahead >= why.ahead_eligible


def test_check_sees_what_is_wrong() -> None:
    assert set(RULES) == {"too_many", "idle"}
    assert check(line(1, ("a", WAITING, 1, ""))) == ["idle"]
    assert check(line(1, ("a", SEATED, 0, ""), ("b", OFFERED, 1, ""))) == ["too_many"]
    assert check(line(2, ("a", SEATED, 0, "x"), ("b", WAITING, 1, "x"), per_company=1)) == []
    assert check(line(None, ("b", WAITING, 1, ""))) == ["idle"]


START = Step("limit", places=1)
A_SITS, B_WAITS = Step("seat", "a"), Step("wait", "b", number=1)
_WHOLE = [
    START,
    Step("seat", "a", company="x"),
    Step("wait", "b", number=1, company="x"),
    Step("wait", "c", number=2),
    Step("cancel", "a"),
    Step("offer", "b"),
    Step("expire", "b"),
    Step("offer", "c"),
    Step("accept", "c"),
    Step("wait", "b", number=3, company="x"),
    Step("limit", places=3, per_company=1),
    Step("offer", "b"),
    Step("decline", "b"),
    Step("seat", "a", company="x"),
    Step("wait", "d", number=4, company="x"),
    Step("leave", "d"),
    Step("wait", "e", number=5, company="x"),
    Step("give", "e", reason="talar"),
    Step("move_out", "e"),
    Step("move_in", "f", reason="byter till rummet"),
]


def test_a_log_leads_to_the_places_as_they_stand() -> None:
    found = replay(_WHOLE)
    assert {claim.id: (claim.standing, claim.number) for claim in found.claims} == {
        "a": (SEATED, 0), "b": (OUT, 3), "c": (SEATED, 2), "d": (OUT, 4), "e": (OUT, 5), "f": (SEATED, 0),
    }  # fmt: skip
    assert (found.places, found.per_company, found.held) == (3, 1, 3)


def test_whoever_is_found_to_come_from_elsewhere_is_counted_there_from_then_on() -> None:
    steps = [
        Step("limit", places=3, per_company=1),
        Step("seat", "a", company="x"),
        Step("wait", "b", number=1, company="x"),
        Step("company", "b", company="y", reason="another one"),
        Step("offer", "b"),
        Step("wait", "c", number=2, company="y"),
    ]
    assert [(each.id, each.company, each.standing) for each in replay(steps).claims] == [
        ("a", "x", SEATED), ("b", "y", OFFERED), ("c", "y", WAITING),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        ([Step("jump", "a")], '"jump" is no action'),
        ([START, Step("wait", "a", number=1)], "a place was free"),
        ([Step("seat", "a")], "no place was free for somebody new"),
        ([START, Step("seat", "a"), Step("wait", "b", number=2)], "the queue number is not the next one"),
        (
            [START, A_SITS, B_WAITS, Step("wait", "c", number=2),
             Step("cancel", "a"), Step("offer", "c")],
            "somebody else was next",
        ),
        ([START, A_SITS, B_WAITS, Step("offer", "b")], "somebody else was next"),
        ([START, Step("seat", "a"), Step("accept", "a")], "the claim is seated, not offered"),
        ([START, Step("cancel", "a")], "whoever is out cannot leave"),
        ([START, A_SITS, B_WAITS, Step("give", "b", reason="x")], "no place was free"),
        ([START, Step("give", "b")], "the order was broken without a reason"),
        ([START, Step("move_in", "b")], "somebody was moved without a reason"),
        (
            [START, A_SITS, Step("company", "a", company="x")],
            "somebody was counted with others without a reason",
        ),
        (
            [START, Step("seat", "a"), Step("wait", "a", number=1)],
            "whoever has a place does not wait",
        ),
    ],
)  # fmt: skip
def test_a_log_that_breaks_its_own_rule_is_named(steps: list[Step], reason: str) -> None:
    with pytest.raises(BadProblem) as refused:
        replay(steps)
    assert refused.value.place.startswith(f"steps[{len(steps) - 1}]")
    assert refused.value.reason == reason


def test_those_who_hold_a_place_are_two_kinds() -> None:
    assert HOLDING == (SEATED, OFFERED)


def test_somebody_at_the_door_is_let_in_past_the_places_with_a_reason() -> None:
    full = [Step("limit", places=1), Step("seat", "a"), Step("wait", "b", 1)]
    line = replay(
        [*full, Step("walk_in", "b", reason="Door 1"), Step("walk_in", "c", company="x", reason="Door 1")]
    )
    assert {claim.id: (claim.standing, claim.number, claim.company) for claim in line.claims} == {
        "a": ("seated", 0, ""),
        "b": ("seated", 1, ""),
        "c": ("seated", 0, "x"),
    }
    with pytest.raises(BadProblem, match="let in without a reason"):
        replay([*full, Step("walk_in", "b")])
