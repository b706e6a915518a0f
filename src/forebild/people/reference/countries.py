"""The countries that companies come from: Sweden first, its neighbours, then the rest of the EU and EFTA."""

from __future__ import annotations

COUNTRIES = {
    "SE": ("Sverige", "Sweden"),
    "DK": ("Danmark", "Denmark"),
    "FI": ("Finland", "Finland"),
    "IS": ("Island", "Iceland"),
    "NO": ("Norge", "Norway"),
    "AT": ("Österrike", "Austria"),
    "BE": ("Belgien", "Belgium"),
    "BG": ("Bulgarien", "Bulgaria"),
    "CH": ("Schweiz", "Switzerland"),
    "CY": ("Cypern", "Cyprus"),
    "CZ": ("Tjeckien", "Czechia"),
    "DE": ("Tyskland", "Germany"),
    "EE": ("Estland", "Estonia"),
    "ES": ("Spanien", "Spain"),
    "FR": ("Frankrike", "France"),
    "GB": ("Storbritannien", "United Kingdom"),
    "GR": ("Grekland", "Greece"),
    "HR": ("Kroatien", "Croatia"),
    "HU": ("Ungern", "Hungary"),
    "IE": ("Irland", "Ireland"),
    "IT": ("Italien", "Italy"),
    "LI": ("Liechtenstein", "Liechtenstein"),
    "LT": ("Litauen", "Lithuania"),
    "LU": ("Luxemburg", "Luxembourg"),
    "LV": ("Lettland", "Latvia"),
    "MT": ("Malta", "Malta"),
    "NL": ("Nederländerna", "Netherlands"),
    "PL": ("Polen", "Poland"),
    "PT": ("Portugal", "Portugal"),
    "RO": ("Rumänien", "Romania"),
    "SI": ("Slovenien", "Slovenia"),
    "SK": ("Slovakien", "Slovakia"),
    "US": ("USA", "United States"),
}


def country_choices(language: str = "sv") -> list[tuple[str, str]]:
    """(code, name) in this order, for a form."""
    place = 1 if language.startswith("en") else 0
    return [(code, names[place]) for code, names in COUNTRIES.items()]
