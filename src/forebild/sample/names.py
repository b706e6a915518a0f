"""Names for people and companies that do not exist, and the municipalities where they are put."""

from forebild.sample.texts import read

_CONTENT = read("names")

FIRST_NAMES: tuple[str, ...] = tuple(_CONTENT["first_names"].split())
SURNAMES: tuple[str, ...] = tuple(_CONTENT["surnames"].split())
STEMS: tuple[str, ...] = tuple(_CONTENT["stems"].split())
MUNICIPALITIES: dict[str, list[str]] = _CONTENT["municipalities"]
"""County code → municipalities."""
COUNTY_WEIGHTS: dict[str, int] = _CONTENT["county_weights"]
"""County code → how many more sample companies it gets; 1 where it is not named."""
