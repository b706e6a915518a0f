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
