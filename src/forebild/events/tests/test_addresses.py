"""Addresses as they are pasted."""

from __future__ import annotations

import pytest

from forebild.events.addresses import read


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna@exempel.example", [("anna@exempel.example", "")]),
        ("Anna Berg <Anna@Exempel.example>", [("anna@exempel.example", "Anna Berg")]),
        ('"Ek, Bo" <bo@exempel.example>; cia@exempel.example', [
            ("bo@exempel.example", "Bo Ek"), ("cia@exempel.example", ""),
        ]),
        ("a@exempel.example, b@exempel.example", [("a@exempel.example", ""), ("b@exempel.example", "")]),
        ("Dan Al\tdan@exempel.example\r\nEva Ås\teva@exempel.example", [
            ("dan@exempel.example", "Dan Al"), ("eva@exempel.example", "Eva Ås"),
        ]),
        ("mailto:fia@exempel.example.", [("fia@exempel.example", "")]),
        ("a@exempel.example\nA@exempel.example", [("a@exempel.example", "")]),
        ("", []),
        (" ;\n, ", []),
    ],
)  # fmt: skip
def test_found_with_the_names_beside_them(text: str, found: list[tuple[str, str]]) -> None:
    pasted = read(text)
    assert [(each.email, each.name) for each in pasted.guests] == found
    assert pasted.invalid == ()


@pytest.mark.parametrize(
    "text", ["Anna Berg", "anna@", "anna@exempel@example", "anna@exempel", "@", "anna.exempel.example"]
)
def test_what_is_no_address_is_said(text: str) -> None:
    pasted = read(f"bo@exempel.example\n{text}\n")
    assert [each.email for each in pasted.guests] == ["bo@exempel.example"]
    assert pasted.invalid == ((text,) if text != "@" else ())


def test_a_name_too_long_is_cut_and_so_is_a_piece() -> None:
    pasted = read(f"{'x' * 300} <a@exempel.example>\n{'y' * 300}")
    assert len(pasted.guests[0].name) == 120
    assert len(pasted.invalid[0]) == 100
