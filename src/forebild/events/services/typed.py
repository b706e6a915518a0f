"""What somebody who registers has typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from forebild.events.services.needs import NOTHING_SAID, Typed

MOST_AT_ONCE = 10


@dataclass(frozen=True)
class Contact:
    """Who registers, as typed; no account is needed."""

    name: str
    email: str
    language: str = "sv"


@dataclass(frozen=True)
class Participant:
    """Somebody who wants to come. `field` is what the form calls this one, for what is wrong with it.

    `answers` None: the event's questions are asked later, by the own link, as are `needs`.
    """

    name: str
    email: str
    title: str = ""
    no_photo: bool = False
    field: str = ""
    answers: Mapping[str, Any] | None = None
    needs: Typed = NOTHING_SAID


@dataclass(frozen=True)
class From:
    """Where they come from, as typed: a number finds the organisation, a name may.

    `known` is the public id of the one that was chosen among those asked about (`events.organisations`).
    """

    name: str = ""
    number: str = ""
    country: str = "SE"
    county: str = ""
    known: str = ""
