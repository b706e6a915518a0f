"""Running a benchmark's parts: each line as soon as it is known, then what is short and what failed."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence

from benchmarks.figures import Asked, Figure, Line

Part = Callable[[Asked], Iterator[Line]]
Parts = Sequence[tuple[str, Part]]
"""Each part with the keys that it measures."""


def run(parts: Parts, chosen: Sequence[str], asked: Asked) -> int:
    """Measure what is chosen; 0 when everything could be computed, short or not, otherwise 1."""
    began, figures, failed = time.monotonic(), [], []
    for keys, part in parts:
        if not _wanted(keys, chosen):
            continue
        started = time.monotonic()
        try:
            figures += [line for line in _said(part(asked)) if isinstance(line, Figure)]
        except Exception:
            traceback.print_exc()
            failed.append(keys)
        print(f"      ({keys}: {time.monotonic() - started:.0f} s)", flush=True)
    _sum_up(figures, failed, time.monotonic() - began)
    return 1 if failed else 0


def _wanted(keys: str, chosen: Sequence[str]) -> bool:
    """Whether a part measures one of the chosen; all do where none is chosen."""
    return not chosen or any(key.startswith(one) for key in keys.split() for one in chosen)


def _said(lines: Iterator[Line]) -> Iterator[Line]:
    """Each line, printed as soon as it is known."""
    for line in lines:
        print(line, flush=True)
        yield line


def _sum_up(figures: list[Figure], failed: list[str], seconds: float) -> None:
    short = list(dict.fromkeys(figure.key for figure in figures if not figure.ok))
    count = sum(not figure.ok for figure in figures)
    print(
        f"{len(figures)} figures in {seconds:.0f} s; {count} short{': ' if short else ''}{', '.join(short)}."
    )
    if failed:
        print(f"Could not be computed: {'; '.join(failed)}.", file=sys.stderr)
