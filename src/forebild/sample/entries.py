"""The entries, their citations and the good examples made of them; read from `content/entries/`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from forebild.sample.editions import SampleEdition, questions
from forebild.sample.generator import SampleCompany, chance_for, company_file
from forebild.sample.pictures import PICTURE_ALT
from forebild.sample.texts import NOTHING, Text

Answer = Text | int | str
TEXTS = ("headline", "challenge", "action", "results", "lessons", "first_step")
PARTS = ("challenge", "action", "results", "lessons", "first_step")
_NUMBERS = {
    "head_count": "head_count",
    "maturity": "maturity",
    "cost": "cost_ksek",
    "payback": "payback_months",
}


@dataclass(frozen=True)
class SampleExample:
    """A good example in five parts, drawn from the entry where nothing else was written; Markdown."""

    title: Text
    lead: Text
    parts: Mapping[str, Text]


@dataclass(frozen=True)
class SampleEntry:
    """One company's entry in one edition.

    `status`: submitted or draft. `outcome`: winner, mention, finalist, or empty while the jury is reading.
    `answers`: question key → Text (a picture's is its description), number, choice key or link;
    a question without an answer is left out.
    `quality`: the level from which sample scores are drawn, 1–5.
    `notes`: what jurors wrote about just this entry.
    `eligible`: False for one that the office has refused for its size.
    """

    company: str
    edition: int
    status: str
    outcome: str
    answers: Mapping[str, Answer]
    citation: Text = NOTHING
    example: SampleExample | None = None
    quality: float = 0.0
    notes: tuple[str, ...] = ()
    eligible: bool = True
    minutes_before_deadline: int = field(default=0, repr=False)

    @property
    def key(self) -> str:
        return f"{self.edition}/{self.company}"

    def text(self, question: str) -> Text:
        """The answer to a question about words; empty where there is none."""
        answer = self.answers.get(question, NOTHING)
        return answer if isinstance(answer, Text) else NOTHING

    def is_in_english(self) -> bool:
        return bool(self.text("challenge").en)

    def submitted_at(self, edition: SampleEdition) -> datetime | None:
        """When it came in: half of them on the last two days, as always. None for a draft."""
        if self.status != "submitted":
            return None
        return edition.phase("entry").closes_at - timedelta(minutes=self.minutes_before_deadline)


def sample_entries(companies: tuple[SampleCompany, ...], seed: int = 2027) -> tuple[SampleEntry, ...]:
    """Every entry of these companies, by edition and then by company."""
    found = [entry for company in companies if company.has_entry for entry in _entries_of(company, seed)]
    return tuple(sorted(found, key=lambda entry: (entry.edition, entry.company)))


def _entries_of(company: SampleCompany, seed: int) -> Iterator[SampleEntry]:
    for row in company_file(company.key)["entries"]:
        chance = chance_for(seed, f"{row['edition']}/{company.key}")
        answers = _answers(row, company)
        yield SampleEntry(
            company=company.key,
            edition=row["edition"],
            status=row.get("status", "submitted"),
            outcome=row.get("outcome", ""),
            answers=answers,
            citation=Text.of(row.get("citation", {})),
            example=_example(row, answers),
            quality=row.get("quality", 0.0),
            notes=tuple(row.get("notes", ())),
            eligible=row.get("eligible", True),
            minutes_before_deadline=24 * 60 * int(40 * chance.random() ** 4) + chance.randint(12, 14 * 60),
        )


def _answers(row: Mapping[str, Any], company: SampleCompany) -> dict[str, Answer]:
    """In the order of the form; the product is the company's own line, the link its website."""
    given: dict[str, Answer] = {"product": company.makes}
    for key in TEXTS:
        text = Text(*(row.get(language, {}).get(key, "").strip() for language in ("sv", "en")))
        if text.sv:
            given[key] = text
    given |= {key: row[name] for key, name in _NUMBERS.items() if name in row}
    given["area"] = row["area"]
    if row.get("status", "submitted") == "submitted":
        given["link"] = company.website
        given["picture"] = PICTURE_ALT
    return {key: given[key] for key in questions() if key in given}


def _example(row: Mapping[str, Any], answers: Mapping[str, Answer]) -> SampleExample | None:
    if "good_example" not in row:
        return None
    sv, en = row["good_example"]["sv"], row["good_example"]["en"]

    def part(key: str, answer: str) -> Text:
        own = Text(sv.get(key, "").strip(), en.get(key, "").strip())
        from_entry = answers[answer]
        return own if own.sv or not isinstance(from_entry, Text) else from_entry

    lead = Text(sv["lead"], en["lead"])
    return SampleExample(part("title", "headline"), lead, {key: part(key, key) for key in PARTS})
