"""What the generated companies do: read from `content/trades.toml`."""

from functools import cache
from typing import NamedTuple

from forebild.sample.texts import Text, read


class Trade(NamedTuple):
    """A line of business: SNI 2007 code, word in the company's name, product, turnover in MSEK a head."""

    sni: str
    word: str
    makes: Text
    turnover_per_head: float


@cache
def trades() -> tuple[Trade, ...]:
    """Every line of business with every product, each a row of its own."""
    return tuple(
        Trade(row["sni"], row["word"], Text.of(makes), row["turnover_per_head"])
        for row in read("trades")["trades"]
        for makes in row["makes"]
    )
