"""What every engine says of a question that contradicts itself."""


class BadProblem(ValueError):
    """`place` names where, `reason` what."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason
