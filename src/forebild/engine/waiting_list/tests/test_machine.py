"""Whatever people and the office do, in any order: no idle seat, nobody passed by, and the log replays."""

from __future__ import annotations

import os
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from forebild.engine.waiting_list.check import check
from forebild.engine.waiting_list.problem import Claim, Line, Standing
from forebild.engine.waiting_list.replay import Step, replay
from forebild.engine.waiting_list.solve import gets_place_at_once, offers

EXAMPLES = int(os.environ.get("FOREBILD_EXAMPLES", "60"))  # `./run drill` tries 2,000
_COMPANIES = st.sampled_from(["", "a", "b"])
_LEAVES = {Standing.SEATED: "cancel", Standing.OFFERED: "decline", Standing.WAITING: "leave"}


class Places(RuleBasedStateMachine):
    """The product's own steps on a line of its own: every change is told to the log, and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.line = Line(places=0)
        self.log: list[Step] = []

    @initialize(places=st.integers(0, 4), per_company=st.none() | st.integers(1, 2))
    def begin(self, places: int, per_company: int | None) -> None:
        self._limit(places, per_company)

    @rule(company=_COMPANIES)
    def register(self, company: str) -> None:
        self._come(Claim(f"p{len(self.line.claims)}", Standing.OUT, company=company))

    @rule(pick=st.randoms())
    @precondition(lambda self: self._standing(Standing.OUT))
    def come_back(self, pick: st.randoms) -> None:
        self._come(pick.choice(self._standing(Standing.OUT)))

    @rule(pick=st.randoms())
    @precondition(lambda self: self._standing(*_LEAVES))
    def leave(self, pick: st.randoms) -> None:
        claim = pick.choice(self._standing(*_LEAVES))
        self._to(claim, Standing.OUT, _LEAVES[claim.standing])

    @rule(pick=st.randoms(), action=st.sampled_from(["accept", "expire"]))
    @precondition(lambda self: self._standing(Standing.OFFERED))
    def answer(self, pick: st.randoms, action: str) -> None:
        after = Standing.SEATED if action == "accept" else Standing.OUT
        self._to(pick.choice(self._standing(Standing.OFFERED)), after, action)

    @rule(pick=st.randoms())
    @precondition(lambda self: self._standing(Standing.WAITING) and self.line.free != 0)
    def give(self, pick: st.randoms) -> None:
        self._to(pick.choice(self._standing(Standing.WAITING)), Standing.SEATED, "give", reason="talar")

    @rule(places=st.integers(0, 5), per_company=st.none() | st.integers(1, 2))
    def limit(self, places: int, per_company: int | None) -> None:
        self._limit(places, per_company)

    def _limit(self, places: int, per_company: int | None) -> None:
        self.line = replace(self.line, places=places, per_company=per_company)
        self.log.append(Step("limit", places=places, per_company=per_company))
        self._settle()

    def _come(self, claim: Claim) -> None:
        if gets_place_at_once(self.line, claim.company):
            self._to(claim, Standing.SEATED, "seat")
        else:
            number = 1 + max((each.number for each in self.line.claims), default=0)
            self._to(replace(claim, number=number), Standing.WAITING, "wait")

    def _to(self, claim: Claim, standing: Standing, action: str, reason: str = "") -> None:
        others = tuple(each for each in self.line.claims if each.id != claim.id)
        self.line = replace(self.line, claims=(*others, replace(claim, standing=standing)))
        number = claim.number if action == "wait" else 0
        self.log.append(Step(action, claim.id, number=number, company=claim.company, reason=reason))
        if action != "offer":
            self._settle()

    def _settle(self) -> None:
        for chosen in offers(self.line):
            claim = next(each for each in self.line.claims if each.id == chosen)
            self._to(claim, Standing.OFFERED, "offer")

    def _standing(self, *standings: Standing) -> list[Claim]:
        return sorted((c for c in self.line.claims if c.standing in standings), key=lambda claim: claim.id)

    @invariant()
    def no_seat_is_idle(self) -> None:
        assert "idle" not in check(self.line)

    @invariant()
    def the_log_leads_here(self) -> None:
        found = replay(self.log)
        assert {c.id: c for c in found.claims} == {c.id: c for c in self.line.claims}

    @invariant()
    def places_are_exceeded_only_where_they_were_taken_away(self) -> None:
        most = max((step.places or 0 for step in self.log if step.action == "limit"), default=0)
        assert self.line.held <= most


TestPlaces = Places.TestCase
TestPlaces.settings = settings(max_examples=EXAMPLES, stateful_step_count=50, deadline=None)
