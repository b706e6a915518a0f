"""The chain, checked with the standard library alone: give this file and an export to anybody.

    python chain.py export.jsonl

A line of the export is a record in its place:

    {"position": 1, "previous": "000…", "digest": "9f3…", "record": "{\\"id\\" : 1, \\"at\\" : …}"}

What holds for an untouched log:
1. positions run 1, 2, 3 … without a gap;
2. `previous` is the digest of the position before (64 zeros for the first);
3. `digest` is the SHA-256, in hexadecimal, of `previous`, a newline, and `record`, in UTF-8.

A log whose last lines were cut off holds too: whoever noted an earlier digest gives it as `known`.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

START = "0" * 64


class Fault(StrEnum):
    """What is wrong at the first position that does not hold."""

    UNREADABLE = "unreadable"  # the export's line is not of the form above
    MISSING_SEAL = "missing_seal"  # this position is not there
    BROKEN_LINK = "broken_link"  # it does not continue from the one before
    MISSING_RECORD = "missing_record"  # the seal is there, what it sealed is not
    CHANGED_RECORD = "changed_record"  # the record is not what was sealed
    NOT_AS_KNOWN = "not_as_known"  # the chain is whole, but not the one that was noted earlier


@dataclass(frozen=True)
class Sealed:
    """One position; `text` is the record as it was sealed, None where the record is gone."""

    position: int
    previous: str
    digest: str
    text: str | None


@dataclass(frozen=True)
class Report:
    """How many positions hold, and the first that does not."""

    count: int
    head: str  # the digest of the last position that holds
    fault: Fault | None = None
    position: int | None = None
    unsealed_count: int = 0

    @property
    def holds(self) -> bool:
        """Nothing was changed, taken away or left unsealed."""
        return self.fault is None and not self.unsealed_count


def digest_of(previous: str, text: str) -> str:
    """The digest that seals `text` behind `previous`."""
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def check(chain: Iterable[Sealed | None], known: Mapping[int, str] | None = None) -> Report:
    """Walk the chain until it ends or breaks; None in it stands for an unreadable place."""
    known = known or {}
    count, head = 0, START
    for sealed in chain:
        fault = _fault(sealed, count + 1, head, known)
        if fault or sealed is None:
            return Report(count, head, fault, count + 1)
        count, head = sealed.position, sealed.digest
    if any(position > count for position in known):
        return Report(count, head, Fault.MISSING_SEAL, count + 1)
    return Report(count, head)


def _fault(sealed: Sealed | None, position: int, head: str, known: Mapping[int, str]) -> Fault | None:
    """What is wrong at `position`, if anything is."""
    if sealed is None:
        return Fault.UNREADABLE
    if sealed.position != position:
        return Fault.MISSING_SEAL
    if sealed.previous != head:
        return Fault.BROKEN_LINK
    if sealed.text is None:
        return Fault.MISSING_RECORD
    if sealed.digest != digest_of(sealed.previous, sealed.text):
        return Fault.CHANGED_RECORD
    return Fault.NOT_AS_KNOWN if known.get(position, sealed.digest) != sealed.digest else None


def verify_file(path: Path | str, known: Mapping[int, str] | None = None) -> Report:
    """Check an export."""
    with Path(path).open(encoding="utf-8", errors="replace") as lines:
        return check(_read(lines), known)


def _read(lines: Iterable[str]) -> Iterator[Sealed | None]:
    for line in lines:
        try:
            found = json.loads(line)
            yield Sealed(found["position"], found["previous"], found["digest"], found["record"])
        except (ValueError, KeyError, TypeError):
            yield None


def main(words: list[str]) -> int:
    """0 when the export holds, 1 when it does not, 2 when asked wrongly."""
    if len(words) != 1:
        print("Usage: python chain.py export.jsonl")
        return 2
    report = verify_file(words[0])
    print(f"{report.count} positions hold; the last digest is {report.head}")
    if not report.holds:
        print(f"Position {report.position} does not hold: {report.fault}")
    return 0 if report.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
