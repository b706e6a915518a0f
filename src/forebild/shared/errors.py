"""What can go wrong, as the user may read it.

    Refusal                the action may not be done, and why
    ├── NotAllowed         … by this person
    ├── NotNow             … at this time, or in this state
    ├── Overtaken          … because somebody else was faster
    └── InvalidInput       … with these values (a text per field)

Every reason is a translated sentence: it says what happened and what to do.
"""

from collections.abc import Mapping


class Refusal(Exception):
    """An action was refused; `reason` is shown to the person as it stands."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = str(reason)


class NotAllowed(Refusal):
    """This person may not do this."""


class NotNow(Refusal):
    """Not at this time, or not in the state that the thing is in."""


class Overtaken(Refusal):
    """Somebody else changed the thing in between."""


class InvalidInput(Refusal):
    """Values that cannot be accepted; `fields` maps a field's name to the text shown beside it."""

    def __init__(self, reason: str, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.fields = dict(fields or {})
