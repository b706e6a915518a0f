"""What every engine says of a question that contradicts itself."""

from collections.abc import Iterable, Iterator


class BadProblem(ValueError):
    """`place` names where, `reason` what."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(f"{place}: {reason}")
        self.place, self.reason = place, reason


def twice(name: str, ids: Iterable[str], tail: str = "") -> Iterator[tuple[str, str]]:
    """The (place, reason) of each id that stands before in the same list; `tail` is its field's name."""
    seen: set[str] = set()
    for index, one in enumerate(ids):
        if one in seen:
            yield f"{name}[{index}]{tail}", f'"{one}" stands twice'
        seen.add(one)
