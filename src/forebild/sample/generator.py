"""150 companies that do not exist: those that entered, written by hand, and generated ones to fill the map.

Everything follows from the seed: the same seed gives the same companies, to the last krona.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from forebild.people.reference.counties import COUNTIES
from forebild.sample.names import COUNTY_WEIGHTS, FIRST_NAMES, MUNICIPALITIES, STEMS, SURNAMES
from forebild.sample.org_numbers import sample_number
from forebild.sample.texts import CONTENT, DOMAIN_OF_ALL, NOTHING, Text, plain, read
from forebild.sample.trades import Trade, trades

MILLION = 1_000_000
TOO_LARGE = (258, 291, 430)  # head counts beyond the EU's limit, so that the office has somebody to refuse


@dataclass(frozen=True)
class SampleContact:
    """Somebody at a company; the first contact of a company is the one responsible."""

    name: str
    email: str
    title: Text


@dataclass(frozen=True)
class SampleFigures:
    """One accounting year; amounts in kronor."""

    year: int
    head_count: int
    turnover_sek: int
    balance_sheet_sek: int


@dataclass(frozen=True)
class SampleCompany:
    """A company. `key` is its name in plain letters, and the name of its file where it has one."""

    key: str
    name: str
    org_number: str
    county: str
    municipality: str
    sni: str
    founded: int
    makes: Text
    contacts: tuple[SampleContact, ...]
    figures: tuple[SampleFigures, ...]  # latest year first
    ownership: Text = NOTHING
    has_entry: bool = False

    @property
    def website(self) -> str:
        return f"https://www.{self.key}.{DOMAIN_OF_ALL}/"

    @property
    def head_count(self) -> int:
        return self.figures[0].head_count


def sample_companies(
    seed: int = 2027, count: int = 150, latest_year: int = 2025
) -> tuple[SampleCompany, ...]:
    """`count` companies, those with entries first, with figures for `latest_year` and the year before.

    Raises ValueError where `count` is less than the companies written by hand, or more than there are
    names for.
    """
    written = sorted(path.stem for path in (CONTENT / "entries").glob("*.toml"))
    if not len(written) <= count <= len(written) + len(STEMS):
        raise ValueError(f"Between {len(written)} and {len(written) + len(STEMS)} companies, please.")
    rows = [(key, _written_row(key)) for key in written]
    rows += list(_invented_rows(chance_for(seed, "companies"), count - len(written)))
    return tuple(
        as_company(serial, key, row, latest_year, chance_for(seed, key))
        for serial, (key, row) in enumerate(rows)
    )


def chance_for(seed: int, what: str) -> random.Random:
    """A source of chance of its own for each thing, so that adding one leaves the others as they were."""
    return random.Random(f"{seed}:{what}")  # noqa: S311 repeatable on purpose


@cache
def company_file(key: str) -> Mapping[str, Any]:
    """The hand-written file of a company."""
    return read(f"entries/{key}")


def _written_row(key: str) -> dict[str, Any]:
    content = company_file(key)
    contacts = [(contact["name"], Text.of(contact["title"])) for contact in content["contacts"]]
    return {**content["company"], "makes": Text.of(content["company"]["makes"]), "contacts": contacts}


def _invented_rows(chance: random.Random, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Generated companies: stem and trade word as name, a county in turn, a size as in reality."""
    stems = chance.sample(STEMS, count)
    counties = _counties_in_turn(chance, count)
    lines = list(trades())
    chance.shuffle(lines)
    sizes = [_size(chance) for _ in range(count)]
    sizes[: len(TOO_LARGE)] = TOO_LARGE[:count]
    for place, (stem, county, size) in enumerate(zip(stems, counties, sizes, strict=False)):
        yield _invented_row(chance, stem, county, size, lines[place % len(lines)])


def _invented_row(
    chance: random.Random, stem: str, county: str, size: int, trade: Trade
) -> tuple[str, dict[str, Any]]:
    name = f"{stem}{'' if stem.endswith('s') else 's'} {trade.word} AB"
    titles = [Text("vd", "CEO"), Text("produktionschef", "production manager")]
    people = zip(chance.sample(FIRST_NAMES, 2), chance.sample(SURNAMES, 2), strict=True)
    contacts = [(f"{first} {last}", title) for (first, last), title in zip(people, titles, strict=True)]
    row = {
        "name": name,
        "county": county,
        "municipality": chance.choice(MUNICIPALITIES[county]),
        "sni": trade.sni,
        "founded": chance.randint(1921, 2019),
        "head_count": size,
        "turnover_msek": round(size * trade.turnover_per_head * chance.uniform(0.75, 1.3), 1),
        "makes": trade.makes,
        "contacts": contacts[: 1 if size < 10 else 2],
    }
    return plain(name.removesuffix(" AB")), row


def _counties_in_turn(chance: random.Random, count: int) -> list[str]:
    """Every county first, then by weight."""
    codes = [county.code for county in COUNTIES]
    more = chance.choices(codes, [COUNTY_WEIGHTS.get(code, 1) for code in codes], k=count)
    return (codes + more)[:count]


def _size(chance: random.Random) -> int:
    """Head count: one in seven micro, two in three small, the rest medium-sized, all skewed downwards."""
    low, high = chance.choices([(3, 9), (10, 49), (50, 200)], [14, 66, 20])[0]
    return low + int((high - low) * chance.random() ** 1.7)


def as_company(
    serial: int, key: str, row: Mapping[str, Any], latest_year: int, chance: random.Random
) -> SampleCompany:
    """The company of a row, with a number of its own and figures of two years."""
    return SampleCompany(
        key=key,
        name=row["name"],
        org_number=sample_number(serial),
        county=row["county"],
        municipality=row["municipality"],
        sni=row["sni"],
        founded=row["founded"],
        makes=row["makes"],
        contacts=tuple(
            SampleContact(name, f"{plain(name).replace('-', '.')}@{key}.{DOMAIN_OF_ALL}", title)
            for name, title in row["contacts"]
        ),
        figures=_figures(row, latest_year, chance),
        ownership=Text.of(row.get("ownership", {})),
        has_entry=(CONTENT / "entries" / f"{key}.toml").exists(),
    )


def _figures(row: Mapping[str, Any], latest_year: int, chance: random.Random) -> tuple[SampleFigures, ...]:
    """Two years, the earlier a little smaller as a rule; the balance sheet a believable share of turnover."""
    share = chance.uniform(0.42, 0.78)
    balance = row.get("balance_msek", row["turnover_msek"] * share)
    growth = chance.uniform(0.88, 1.04)
    heads = row["head_count"]
    latest = SampleFigures(
        latest_year, heads, round(row["turnover_msek"] * MILLION), round(balance * MILLION)
    )
    before = SampleFigures(
        latest_year - 1,
        max(1, round(heads * chance.uniform(0.9, 1.03))),
        round(latest.turnover_sek * growth),
        round(latest.balance_sheet_sek * growth),
    )
    return latest, before
