"""The sectors that a juror may know: SNI 2007's divisions that industry and its helpers are found in."""

from __future__ import annotations

from django.utils.translation import get_language

from forebild.people.reference import sni

SCHEME = "sni2007"
_DIVISIONS = (
    ("10", "Livsmedel", "Food"),
    ("11", "Drycker", "Beverages"),
    ("13", "Textil", "Textiles"),
    ("14", "Kläder", "Clothing"),
    ("16", "Trä och trävaror", "Wood and wood products"),
    ("17", "Papper och massa", "Paper and pulp"),
    ("18", "Grafisk produktion", "Printing"),
    ("20", "Kemi", "Chemicals"),
    ("21", "Läkemedel", "Pharmaceuticals"),
    ("22", "Gummi och plast", "Rubber and plastics"),
    ("23", "Glas, betong och sten", "Glass, concrete and stone"),
    ("24", "Stål och metall", "Steel and metal"),
    ("25", "Metallvaror", "Metal products"),
    ("26", "Elektronik och optik", "Electronics and optics"),
    ("27", "Elapparatur", "Electrical equipment"),
    ("28", "Maskiner", "Machinery"),
    ("29", "Fordon", "Motor vehicles"),
    ("30", "Andra transportmedel", "Other transport equipment"),
    ("31", "Möbler", "Furniture"),
    ("32", "Annan tillverkning", "Other manufacturing"),
    ("33", "Reparation och installation av maskiner", "Repair and installation of machinery"),
    ("05", "Gruvor och mineral", "Mining and minerals"),
    ("35", "Energi", "Energy"),
    ("38", "Återvinning", "Recycling"),
    ("43", "Bygg", "Construction"),
    ("46", "Partihandel", "Wholesale"),
    ("52", "Lager och logistik", "Warehousing and logistics"),
    ("62", "Programvara och datakonsulter", "Software and IT consultancy"),
    ("71", "Teknikkonsulter", "Engineering consultancy"),
    ("72", "Forskning och utveckling", "Research and development"),
)


def sector_choices() -> list[tuple[str, str]]:
    """(code, name in the page's language), for a form."""
    at = 2 if (get_language() or "sv").startswith("en") else 1
    return [(division[0], division[at]) for division in _DIVISIONS]


def sector_name(code: str) -> str:
    """The division's name: the list's own, else the register's; the code itself where there is none."""
    try:
        return dict(sector_choices()).get(code[:2]) or sni.title(SCHEME, code[:2], get_language() or "sv")
    except sni.CodeError:
        return code
