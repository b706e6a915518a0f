"""The chain recomputed from the tables, in Python: shares no code with the trigger that sealed it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from forebild.shared.audit.chain import Report, Sealed, check
from forebild.shared.audit.models import Record, Seal

_AT_A_TIME = 2000


def verify_chain(*, known: Mapping[int, str] | None = None) -> Report:
    """Walk every seal; `known` maps positions to digests noted earlier (an anchor against a cut tail)."""
    report = check(sealed_records(), known)
    return replace(report, unsealed_count=Record.objects.filter(seal=None).count())


def sealed_records() -> Iterator[Sealed]:
    """All seals in order with the records' texts, a batch at a time."""
    last = 0
    while batch := list(Seal.objects.filter(position__gt=last).order_by("position")[:_AT_A_TIME]):
        records = Record.objects.in_bulk([seal.record_id for seal in batch])
        for seal in batch:
            record = records.get(seal.record_id)
            text = sealed_text(record) if record else None
            yield Sealed(seal.position, seal.previous, seal.digest, text)
        last = batch[-1].position


def sealed_text(record: Record) -> str:
    """The one text of a record that is sealed: a JSON object, spaced as PostgreSQL spaces it."""
    fields = {
        "id": record.pk,
        "at": _microseconds(record.at),
        "actor": record.actor,
        "action": record.action,
        "subject_model": record.subject_model,
        "subject_id": record.subject_id,
        "edition": record.edition,
        "programme": record.programme,
        "details": record.details_json,
    }
    return json.dumps(fields, ensure_ascii=False, separators=(", ", " : "))


def _microseconds(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
