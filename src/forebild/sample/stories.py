"""The stories of the library: one file each in `content/stories/`, of awarded companies and of others.

A file names a `company` that entered and its `edition`, or describes a company that never did. Winners are
told in the words of their entry; theirs has only facts and what happened afterwards.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from forebild.sample.entries import SampleEntry, SampleExample
from forebild.sample.generator import SampleCompany, as_company, chance_for
from forebild.sample.texts import CONTENT, Text, read

TEXTS = ("title", "ingress", "challenge", "deed", "result", "lessons", "first_step")
_OF_ENTRY = {"deed": "action", "result": "results"}  # what a story's part is called in an entry


@dataclass(frozen=True)
class SampleStory:
    """A story in seven texts with its facts.

    `edition` is 0 for a company that never entered. `state`: published, withdrawn after it was, or where the
    office and the company stand with it (draft, asked, approved). `afterwards`: years since → what had
    happened by then.
    """

    company: str
    edition: int
    texts: Mapping[str, Text]
    facts: Mapping[str, str | list[str]]
    published_on: date
    state: str
    afterwards: Mapping[int, Text]

    @property
    def entry(self) -> str:
        """The key of its entry; empty where there is none."""
        return f"{self.edition}/{self.company}" if self.edition else ""

    def fields(self) -> dict[str, Any]:
        """As the document holds it: each text in both languages, then the facts."""
        texts = {f"{name}_sv": text.sv for name, text in self.texts.items()}
        texts |= {f"{name}_en": text.en for name, text in self.texts.items()}
        return texts | dict(self.facts)


def sample_stories(entries: tuple[SampleEntry, ...]) -> tuple[SampleStory, ...]:
    """Every story, in the order in which they were published."""
    examples = {entry.key: entry.example for entry in entries if entry.example}
    found = [_story(key, row, examples) for key, row in _files()]
    return tuple(sorted(found, key=lambda story: (story.published_on, story.company)))


def story_companies(first_serial: int, seed: int, latest_year: int) -> tuple[SampleCompany, ...]:
    """The companies that have a story and never entered, numbered from `first_serial`."""
    rows = [(key, row["company"]) for key, row in _files() if isinstance(row["company"], dict)]
    return tuple(
        as_company(first_serial + place, key, _company_row(row), latest_year, chance_for(seed, key))
        for place, (key, row) in enumerate(rows)
    )


def _company_row(row: Mapping[str, Any]) -> dict[str, Any]:
    contact = (row["contact"]["name"], Text.of(row["contact"]["title"]))
    return {**row, "makes": Text.of(row["makes"]), "contacts": [contact]}


@cache
def _files() -> tuple[tuple[str, Mapping[str, Any]], ...]:
    paths = sorted((CONTENT / "stories").glob("*.toml"))
    return tuple((path.stem, read(f"stories/{path.stem}")) for path in paths)


def _story(key: str, row: Mapping[str, Any], examples: Mapping[str, SampleExample]) -> SampleStory:
    edition = row.get("edition", 0)
    company = row["company"] if edition else key
    told = _written(row) if "sv" in row else _of_entry(examples[f"{edition}/{company}"])
    return SampleStory(
        company=company,
        edition=edition,
        texts=dict(told),
        facts=row["facts"],
        published_on=row["published"],
        state=row.get("state", "published"),
        afterwards={each["years"]: Text.of(each) for each in row.get("after", ())},
    )


def _written(row: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    for name in TEXTS:
        yield name, Text(row["sv"][name].strip(), row["en"][name].strip())


def _of_entry(example: SampleExample) -> Iterator[tuple[str, Text]]:
    yield "title", example.title
    yield "ingress", example.lead
    for name in TEXTS[2:]:
        yield name, example.parts[_OF_ENTRY.get(name, name)]
