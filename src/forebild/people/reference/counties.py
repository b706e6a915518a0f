"""The 21 counties of Sweden, with the codes that statistics and funders ask for."""

from typing import NamedTuple


class County(NamedTuple):
    """SCB's two-digit code, the name, the letter, NUTS 3 and NUTS 2."""

    code: str
    name: str
    letter: str
    nuts3: str
    nuts2: str


COUNTIES = (
    County("01", "Stockholms län", "AB", "SE110", "SE11"),
    County("03", "Uppsala län", "C", "SE121", "SE12"),
    County("04", "Södermanlands län", "D", "SE122", "SE12"),
    County("05", "Östergötlands län", "E", "SE123", "SE12"),
    County("06", "Jönköpings län", "F", "SE211", "SE21"),
    County("07", "Kronobergs län", "G", "SE212", "SE21"),
    County("08", "Kalmar län", "H", "SE213", "SE21"),
    County("09", "Gotlands län", "I", "SE214", "SE21"),
    County("10", "Blekinge län", "K", "SE221", "SE22"),
    County("12", "Skåne län", "M", "SE224", "SE22"),
    County("13", "Hallands län", "N", "SE231", "SE23"),
    County("14", "Västra Götalands län", "O", "SE232", "SE23"),
    County("17", "Värmlands län", "S", "SE311", "SE31"),
    County("18", "Örebro län", "T", "SE124", "SE12"),
    County("19", "Västmanlands län", "U", "SE125", "SE12"),
    County("20", "Dalarnas län", "W", "SE312", "SE31"),
    County("21", "Gävleborgs län", "X", "SE313", "SE31"),
    County("22", "Västernorrlands län", "Y", "SE321", "SE32"),
    County("23", "Jämtlands län", "Z", "SE322", "SE32"),
    County("24", "Västerbottens län", "AC", "SE331", "SE33"),
    County("25", "Norrbottens län", "BD", "SE332", "SE33"),
)
BY_CODE = {county.code: county for county in COUNTIES}

# Which counties border on which, by land, or by a bridge or ferry that goes every day.
_BORDERS = """
01 03 04 09 19 | 03 01 19 20 21 | 04 01 05 18 19 | 05 04 06 08 14 18 | 06 05 07 08 13 14 | 07 06 08 10 12 13
08 05 06 07 09 10 | 09 01 08 | 10 07 08 12 | 12 07 10 13 | 13 06 07 12 14 | 14 05 06 13 17 18
17 14 18 20 | 18 04 05 14 17 19 20 | 19 01 03 04 18 20 | 20 03 17 18 19 21 23 | 21 03 20 22 23
22 21 23 24 | 23 20 21 22 24 | 24 22 23 25 | 25 24
"""
NEIGHBOURS = {
    county: frozenset(others)
    for county, *others in (
        row.split() for line in _BORDERS.strip().splitlines() for row in line.split(" | ")
    )
}
