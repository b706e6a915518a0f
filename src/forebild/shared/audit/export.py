"""The log as JSON lines, for whoever wants to check it without us (see `chain.py`)."""

import json
from collections.abc import Iterator

from forebild.shared.audit.verify import sealed_records


def jsonl() -> Iterator[str]:
    """A line a position, oldest first."""
    for sealed in sealed_records():
        place = {"position": sealed.position, "previous": sealed.previous, "digest": sealed.digest}
        yield json.dumps({**place, "record": sealed.text}, ensure_ascii=False) + "\n"
