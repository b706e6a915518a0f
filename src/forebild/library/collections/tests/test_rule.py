from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from forebild.library.collections.rule import Rule, in_words, rearranged, rule_of

ABC = ("a", "b", "c")


class TestReading:
    def test_nothing_said_is_no_rule(self) -> None:
        rule = rule_of({"title_sv": "Robotar", "technologies": [], "outcome": "", "year_from": None})
        assert not rule.is_said
        assert rule.picked == ()

    def test_values_come_in_their_own_order_and_unknown_ones_are_left_out(self) -> None:
        rule = rule_of({"technologies": ["robots", "teleportation", "sensors"], "picked": ["x", "y"]})
        assert rule.chosen["technologies"] == ("sensors", "robots")
        assert rule.picked == ("x", "y")

    def test_a_year_alone_is_a_rule(self) -> None:
        assert rule_of({"year_from": 2016}).is_said


class TestInWords:
    def test_says_facets_and_awards(self) -> None:
        rule = rule_of(
            {"technologies": ["robots", "ai"], "outcome": "winner", "year_from": 2016, "year_to": 2022}
        )
        assert in_words(rule) == [
            ("Technology", "Robots and automation, AI and machine learning"),
            ("Award", "Winners 2016–2022"),
        ]

    def test_says_open_and_single_years(self) -> None:
        assert in_words(Rule(year_from=2016)) == [("Award", "Winners and honourable mentions from 2016 on")]
        assert in_words(Rule(year_to=2016)) == [("Award", "Winners and honourable mentions until 2016")]
        assert in_words(Rule(outcome="mention", year_from=2016, year_to=2016)) == [
            ("Award", "Honourable mentions 2016")
        ]
        assert in_words(Rule(outcome="awarded")) == [("Award", "Winners and honourable mentions")]
        assert in_words(Rule()) == []


class TestTheOrderByHand:
    def test_adds_at_the_end_and_once(self) -> None:
        assert rearranged(ABC, "add", "d") == ["a", "b", "c", "d"]
        assert rearranged(ABC, "add", "b") == ["a", "b", "c"]

    def test_moves_one_step_and_stops_at_the_ends(self) -> None:
        assert rearranged(ABC, "up", "b") == ["b", "a", "c"]
        assert rearranged(ABC, "up", "a") == ["a", "b", "c"]
        assert rearranged(ABC, "down", "b") == ["a", "c", "b"]
        assert rearranged(ABC, "down", "c") == ["a", "b", "c"]

    def test_takes_away(self) -> None:
        assert rearranged(ABC, "remove", "b") == ["a", "c"]
        assert rearranged(ABC, "remove", "z") == ["a", "b", "c"]

    @settings(deadline=None)
    @given(
        st.lists(st.sampled_from("abcdef"), unique=True),
        st.sampled_from(["add", "remove", "up", "down"]),
        st.sampled_from("abcdef"),
    )
    def test_no_step_loses_or_doubles_another_story(self, order: list[str], action: str, story: str) -> None:
        after = rearranged(tuple(order), action, story)
        assert sorted(set(after) - {story}) == sorted(set(order) - {story})
        assert len(after) == len(set(after))
