"""What an action is called on a page: each app names its own verbs in its `apps.py` or `services`.

words.name_actions({"competition.entry.submitted": _("The entry was submitted")})
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise

_VERB = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_NAMES: dict[str, str | Promise] = {}


def is_verb(action: str) -> bool:
    """Whether `action` is written as area.thing.done."""
    return _VERB.fullmatch(action) is not None


def name_actions(names: Mapping[str, str | Promise]) -> None:
    """Say what actions are called. Raises ValueError for one that is no dotted verb."""
    for action in names:
        if not is_verb(action):
            raise ValueError(f"{action!r} is no dotted verb.")
    _NAMES.update(names)


def action_name(action: str) -> str:
    """What the page calls `action`: its name, else the verb itself."""
    return str(_NAMES.get(action, action))
