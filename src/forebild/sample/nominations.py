"""Who nominated whom for 2027, and what the companies answered."""

from dataclasses import dataclass
from typing import Any

from forebild.sample.generator import SampleCompany
from forebild.sample.jury import sample_partners
from forebild.sample.texts import Text, read


@dataclass(frozen=True)
class SampleNomination:
    """`state`: accepted, declined or waiting. `relation`: partner, colleague or public."""

    company: str
    nominator_name: str
    nominator_email: str
    relation: str
    state: str
    reason: Text
    answer: Text


def sample_nominations(companies: tuple[SampleCompany, ...]) -> tuple[SampleNomination, ...]:
    """In the order they came. `sample:N` in the file is the Nth company that never entered."""
    without_entry = [company.key for company in companies if not company.has_entry]
    partners = {partner.key: partner for partner in sample_partners()}

    def nomination(row: dict[str, Any]) -> SampleNomination:
        partner = partners.get(row["by"])
        prefix, _colon, number = row["company"].partition(":")
        return SampleNomination(
            company=without_entry[int(number)] if prefix == "sample" else row["company"],
            nominator_name=partner.name if partner else row["name"],
            nominator_email=partner.email if partner else row["email"],
            relation="partner" if partner else row["by"],
            state=row["state"],
            reason=Text.of(row["reason"]),
            answer=Text.of(row.get("answer", {})),
        )

    return tuple(nomination(row) for row in read("nominations")["nominations"])
