"""Whether a company is an SME under the European Commission's Recommendation 2003/361/EC.

    assess(latest, before) ── Assessment(size, verdict, rules)

1 Add owners' and subsidiaries' figures: a partner's (25 to 50 %) by its share, a linked company's (above
  50 %, or control) in full; below 25 % nothing (Annex, Articles 3 and 6).
2 Head count decides, and turnover or balance sheet total: one of the two must keep its ceiling (Article 2).
3 A quarter or more in public hands: not an SME, whatever its size (Article 3.4).
4 Another class than the year before counts only when it has lasted two years (Article 4.2).

A missing figure may be anything: the verdict is "unknown" only where it could turn the answer. It is
"borderline" where ceilings a tenth lower or higher would turn it, or where the last two years disagree:
then a person decides, with a reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Number = int | float | Decimal

SIZES = ("micro", "small", "medium", "large")
CEILINGS: Mapping[str, tuple[Decimal, Decimal, Decimal]] = {
    "micro": (Decimal(10), Decimal(2), Decimal(2)),
    "small": (Decimal(50), Decimal(10), Decimal(10)),
    "medium": (Decimal(250), Decimal(50), Decimal(43)),
}
"""Fewer persons than this; at most so many million euro of turnover; of balance sheet total."""

PARTNER, LINKED = Decimal(25), Decimal(50)
MARGIN = Decimal("0.1")
BORDERLINE_PERCENT = 10

COMPANY, PUBLIC = "company", "public_body"
EXEMPT = (
    "public_investment_corporation",
    "venture_capital",
    "business_angel",
    "university",
    "institutional_investor",
    "regional_fund",
    "small_municipality",
)
"""Owners of up to 50 % who leave a company autonomous (Article 3.2), if they do not control it. Business
angels: less than 1.25 million euro in the same company. Small municipalities: a yearly budget below 10
million euro and fewer than 5,000 inhabitants."""

_AS_PUBLIC = ("small_municipality", "university", "public_investment_corporation")


@dataclass(frozen=True)
class Figures:
    """A closed accounting year: persons in full-time years, and kronor. None where unknown."""

    head_count: Number | None = None
    turnover_sek: Number | None = None
    balance_sheet_sek: Number | None = None


@dataclass(frozen=True)
class Rate:
    """Kronor to the euro, and the day of that rate."""

    sek_per_euro: Decimal
    on: date


@dataclass(frozen=True)
class Link:
    """An owner, or a company owned: `share` in per cent of capital or votes, whichever is higher.

    `kind` is COMPANY, PUBLIC or one of EXEMPT; `control` marks one that decides by agreement or majority
    of votes whatever its share. Raises ValueError for a share outside 0 to 100 or an unknown kind.
    """

    share: Number
    kind: str = COMPANY
    figures: Figures = field(default_factory=Figures)
    name: str = ""
    control: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.share <= 100:
            raise ValueError(f"a share of {self.share} per cent")
        if self.kind not in (COMPANY, PUBLIC, *EXEMPT):
            raise ValueError(f"no such kind of owner: {self.kind}")

    @property
    def percent(self) -> Decimal:
        """The share as an exact number."""
        return Decimal(str(self.share))

    @property
    def linked(self) -> bool:
        """Whether its figures count in full."""
        return self.control or self.percent > LINKED


@dataclass(frozen=True)
class Year:
    """What is known of one accounting year. `estimated` marks a new company's honest estimate."""

    year: int
    figures: Figures
    rate: Rate
    links: tuple[Link, ...] = ()
    estimated: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule that was applied, with its numbers; `sme_sentences.sentence` puts it into words."""

    key: str
    values: Mapping[str, Number | str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Totals:
    """Head count and millions of euro with owners' figures added; None where a part is unknown."""

    head_count: Decimal | None
    turnover: Decimal | None
    balance_sheet: Decimal | None


@dataclass(frozen=True)
class Assessment:
    """`size` is the class that counts ("unknown" where a missing figure decides), `latest_size` that of the
    last year alone; `verdict` is sme, not_sme, borderline or unknown.
    """

    size: str
    latest_size: str
    verdict: str
    totals: Totals
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class _Sum:
    """What is known at least, and whether a part is missing (then the sum may be anything above)."""

    known: Decimal = Decimal()
    missing: bool = False

    def plus(self, number: Number | None, factor: Decimal) -> _Sum:
        if number is None:
            return _Sum(self.known, True)
        return _Sum(self.known + Decimal(str(number)) * factor, self.missing)

    @property
    def total(self) -> Decimal | None:
        """The sum, None where a part is missing."""
        return None if self.missing else self.known

    def within(self, ceiling: Decimal, strictly: bool, worst: bool) -> bool:
        """Whether the ceiling is kept; `worst` takes what is missing as endless, else as nothing."""
        if worst and self.missing:
            return False
        return self.known < ceiling if strictly else self.known <= ceiling


@dataclass(frozen=True)
class _Sums:
    """The three sums of a year, money in millions of euro."""

    head_count: _Sum
    turnover: _Sum
    balance_sheet: _Sum

    def keeps(self, size: str, factor: Decimal, worst: bool) -> bool:
        """Whether all ceilings of a class, times the factor, are kept."""
        persons, turnover, balance = (ceiling * factor for ceiling in CEILINGS[size])
        money = self.turnover.within(turnover, False, worst) or self.balance_sheet.within(
            balance, False, worst
        )
        return money and self.head_count.within(persons, True, worst)

    def size(self, factor: Decimal = Decimal(1), worst: bool = True) -> str:
        """The smallest class whose ceilings are kept."""
        return next((size for size in CEILINGS if self.keeps(size, factor, worst)), "large")


def assess(latest: Year, before: Year | None = None) -> Assessment:
    """The class and the verdict from the latest closed year and, for the two-year rule, the one before.

    Raises ValueError when the years do not follow each other or a figure is negative.
    """
    if before is not None and before.year != latest.year - 1:
        raise ValueError("the two years must follow each other")
    sums = _sums(latest)
    own, rules = _size(sums), [*_added(latest), *_measured(latest, sums)]
    earlier = _size(_sums(before)) if before else "unknown"
    size = earlier if before and "unknown" not in (own, earlier) else own
    rules += _over_two_years(latest, before, own, earlier)
    verdict = _verdict(latest, before, sums)
    if verdict == "borderline":
        rules.append(Rule("borderline", {"percent": BORDERLINE_PERCENT}))
    totals = Totals(sums.head_count.total, sums.turnover.total, sums.balance_sheet.total)
    return Assessment(size, own, verdict, totals, tuple(rules))


def _sums(year: Year) -> _Sums:
    """Own figures with partners' shares and linked companies' whole."""
    parts = [(year.figures, Decimal(1))]
    parts += [(link.figures, part) for link in year.links if (part := _part(link))]
    persons, turnover, balance = _Sum(), _Sum(), _Sum()
    rate = 1 / (year.rate.sek_per_euro * 1_000_000)
    for figures, part in parts:
        if any(number is not None and number < 0 for number in vars(figures).values()):
            raise ValueError("a figure below 0")
        persons = persons.plus(figures.head_count, part)
        turnover = turnover.plus(figures.turnover_sek, part * rate)
        balance = balance.plus(figures.balance_sheet_sek, part * rate)
    return _Sums(persons, turnover, balance)


def _part(link: Link) -> Decimal:
    """How much of a link's figures is added: all, its share, or nothing."""
    if link.kind == PUBLIC or (link.kind in _AS_PUBLIC and link.linked):
        return Decimal()  # a public owner is judged by its share, never by its size
    if link.linked:
        return Decimal(1)
    return link.percent / 100 if link.kind == COMPANY and link.percent >= PARTNER else Decimal()


def _public_share(year: Year) -> Decimal:
    """Per cent in the hands of public bodies, those exempt up to 50 % left out below that."""
    public = [link for link in year.links if link.kind == PUBLIC or (link.kind in _AS_PUBLIC and link.linked)]
    controlled = any(link.control for link in public)
    return Decimal(100) if controlled else sum((link.percent for link in public), Decimal())


def _size(sums: _Sums) -> str:
    best, worst = sums.size(worst=False), sums.size(worst=True)
    return best if best == worst else "unknown"


def _verdict(latest: Year, before: Year | None, sums: _Sums) -> str:
    """The public quarter first, then certainty, nearness to a ceiling and the year before."""
    if _public_share(latest) >= PARTNER:
        return "not_sme"
    answers = {sums.size(worst=worst) != "large" for worst in (False, True)}
    if len(answers) == 2:
        return "unknown"
    near = {
        sums.size(factor, worst) != "large" for factor in (1 - MARGIN, 1 + MARGIN) for worst in (False, True)
    }
    if near != answers or (before and _other_side(before, answers)):
        return "borderline"
    return "sme" if answers == {True} else "not_sme"


def _other_side(before: Year, answers: set[bool]) -> bool:
    """Whether the year before was certainly on the other side of the limit."""
    sums = _sums(before)
    earlier = {sums.size(worst=worst) != "large" for worst in (False, True)}
    return len(earlier) == 1 and (earlier != answers or _public_share(before) >= PARTNER)


def _added(year: Year) -> list[Rule]:
    """A rule per owner or subsidiary."""
    rules = []
    for link in year.links:
        values: dict[str, Number | str | None] = {"name": link.name, "share": link.percent}
        if link.kind == PUBLIC or (link.kind in _AS_PUBLIC and link.linked):
            continue
        if link.linked:
            rules.append(Rule("linked", values))
        elif link.percent < PARTNER:
            rules.append(Rule("below_partner", values))
        else:
            rules.append(Rule("partner" if link.kind == COMPANY else "exempt", values))
    if public := _public_share(year):
        rules.append(Rule("public" if public >= PARTNER else "public_below", {"share": public}))
    return rules


def _measured(year: Year, sums: _Sums) -> list[Rule]:
    """The figures against the ceilings of an SME."""
    persons, turnover, balance = CEILINGS["medium"]
    rules = [Rule("estimated")] if year.estimated else []
    rules.append(Rule("definition"))
    rules.append(_against("head_count", sums.head_count, persons, strictly=True))
    rules.append(_against("turnover", sums.turnover, turnover, strictly=False))
    rules.append(_against("balance_sheet", sums.balance_sheet, balance, strictly=False))
    rules.append(Rule("rate", {"rate": year.rate.sek_per_euro, "on": year.rate.on.isoformat()}))
    return rules


def _against(name: str, total: _Sum, ceiling: Decimal, strictly: bool) -> Rule:
    kept = total.within(ceiling, strictly, worst=False)
    if total.missing and kept:
        return Rule(f"{name}_missing", {"ceiling": ceiling})
    return Rule(f"{name}_{'within' if kept else 'above'}", {"value": total.known, "ceiling": ceiling})


def _over_two_years(latest: Year, before: Year | None, own: str, earlier: str) -> list[Rule]:
    if before is None:
        return [Rule("one_year", {"year": latest.year})]
    if "unknown" in (own, earlier):
        return [Rule("two_years_unknown", {"year": latest.year, "before": before.year})]
    key = "two_years_same" if own == earlier else "two_years_changed"
    return [Rule(key, {"year": latest.year, "before": before.year, "size": own, "earlier": earlier})]
