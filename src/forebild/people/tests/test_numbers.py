"""Organisation numbers: every writing, every refusal, and nothing of a person's number left behind."""

import contextlib
import pickle
import random
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forebild.people.numbers import (
    HIDDEN,
    TEXTS,
    Foreign,
    Legal,
    NumberError,
    SoleTrader,
    display,
    find_identity_numbers,
    luhn,
    mask,
    parse_foreign_number,
    parse_organisation_number,
    sole_trader_digest,
)

TODAY = date(2027, 3, 3)
KEY = b"k" * 32


def with_check_digit(nine: str) -> str:
    """The only tenth digit that fits."""
    return next(nine + digit for digit in "0123456789" if luhn(nine + digit))


@pytest.mark.parametrize(
    "text",
    [
        "559900-1236",
        "5599001236",
        "16559900-1236",
        "165599001236",
        "SE559900123601",
        "se 559900-1236 01",
        " 559900\u20131236\u00a0",
        "SE5599001236",
    ],
)
def test_a_legal_persons_number_in_every_writing(text):
    assert parse_organisation_number(text) == Legal("5599001236")


@pytest.mark.parametrize("number", ["212099-0011", "212099-0029"])
def test_authorities_have_numbers_too(number):
    assert display(parse_organisation_number(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "750231-0241",
        "750231+0241",
        "19750231-0241",
        "187502310241",
        "SE750231024101",
        with_check_digit("800101123"),
        with_check_digit("800161123"),
        with_check_digit("801291123"),
    ],
)
def test_a_personal_number_is_a_sole_trader(text):
    found = parse_organisation_number(text)
    assert isinstance(found, SoleTrader)
    assert found.digits in re.sub(r"\D", "", text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("559900-123A", "characters"),
        ("NO 800000017", "characters"),
        ("\u0665599001236", "characters"),
        ("559900-123", "length"),
        ("55-99001236", "length"),
        ("14559900-1236", "prefix"),
        ("559900-1237", "check_digit"),
        ("16750231-0241", "third_digit"),
        ("001300-0005", "third_digit"),
        (with_check_digit("800132123"), "third_digit"),
        (with_check_digit("800192123"), "third_digit"),
        (with_check_digit("800060123"), "third_digit"),
        ("19" + "5599001236", "third_digit"),
        ("559900+1236", "third_digit"),
        ("SE559900123602", "vat_suffix"),
    ],
)
def test_each_refusal(text, reason):
    with pytest.raises(NumberError) as caught:
        parse_organisation_number(text)
    assert caught.value.reason == reason
    assert caught.value.text("sv") == TEXTS[reason]["sv"]
    assert caught.value.text("en-gb") == str(caught.value) == TEXTS[reason]["en"]


@given(st.text(alphabet="0123456789-+ SE16", max_size=16))
def test_whatever_is_typed_is_read_or_refused(text):
    with contextlib.suppress(NumberError):
        found = parse_organisation_number(text)
        digits = found.number if isinstance(found, Legal) else found.digits
        assert luhn(digits)
        assert isinstance(found, Legal) == (digits[2] >= "2")


@given(st.integers(0, 10**9 - 1), st.integers(0, 8))
def test_two_digits_that_changed_places_and_a_wrong_one_are_found(nine, place):
    number = with_check_digit(f"{nine:09d}")
    wrong = number[:place] + str((int(number[place]) + 1) % 10) + number[place + 1 :]
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert not luhn(wrong)
    same = swapped == number or {number[place], number[place + 1]} == {"0", "9"}
    assert luhn(swapped) == same


def test_a_sole_traders_digits_do_not_leak():
    trader = parse_organisation_number("750231-0241")
    assert "750231" not in repr(trader) + str(trader) + f"{trader}" + display(trader)
    assert display(trader) == HIDDEN
    with pytest.raises(TypeError, match="stays in memory"):
        pickle.dumps(trader)


def test_a_digest_knows_the_person_again_and_only_with_the_key():
    one, same = parse_organisation_number("750231-0241"), parse_organisation_number("197502310241")
    digest = sole_trader_digest(one, KEY)
    assert re.fullmatch("[0-9a-f]{64}", digest)
    assert digest == sole_trader_digest(same, KEY) != sole_trader_digest(one, b"x" * 32)
    with pytest.raises(ValueError, match="32 bytes"):
        sole_trader_digest(one, b"short")


def test_numbers_are_shown_in_their_usual_form():
    assert display("5599001236") == display(Legal("5599001236")) == "559900-1236"
    assert display(Foreign("NO", "800000017")) == "NO 800000017"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Kontakta Anna, 640823-3234, om detta.", "Kontakta Anna, XXXXXX-XXXX, om detta."),
        ("19640823-3234", "XXXXXXXX-XXXX"),
        ("196408233234", "XXXXXXXXXXXX"),
        ("19640823 3234", "XXXXXXXX XXXX"),
        ("640823\u20133234", "XXXXXX\u2013XXXX"),
        ("640823+3234", "XXXXXX+XXXX"),
        ("640883-3231", "XXXXXX-XXXX"),
        ("personnummer: 6408233234", "personnummer: XXXXXXXXXX"),
        ("Org.nr 640823 3234 (enskild firma)", "Org.nr XXXXXX XXXX (enskild firma)"),
        ("född 6408233234", "född XXXXXXXXXX"),
        ("VAT SE640823323401", "VAT SEXXXXXXXXXX01"),
        ("bilaga_640823-3234.pdf", "bilaga_XXXXXX-XXXX.pdf"),
        ("640823-3234,19640823-3234", "XXXXXX-XXXX,XXXXXXXX-XXXX"),
        ("20050823-3236", "XXXXXXXX-XXXX"),
    ],
)
def test_a_persons_number_is_masked_wherever_it_stands(text, masked):
    assert mask(text, TODAY) == masked


@pytest.mark.parametrize(
    "text",
    [
        "559900-1236",
        "SE559900123601",
        "640823-3235",
        "641323-3238",
        "910229-" + with_check_digit("910229980")[-4:],
        "6408233234",
        "070-123 45 67",
        "20250823-" + with_check_digit("250823323")[-4:],
        "250823-" + with_check_digit("250823323")[-4:],
        "1640823-3234",
        "640823-32345",
        "",
    ],
)
def test_other_numbers_stay(text):
    assert mask(text, TODAY) == text


def test_numbers_are_found_in_order_and_once():
    text = "pnr 6408233234, 640823-3234 and SE640823323401"
    assert [text[found.start : found.end] for found in find_identity_numbers(text)] == [
        "6408233234",
        "640823-3234",
        "6408233234",
    ]


def chance_numbers(kind: str) -> list[str]:
    """Ten thousand valid company numbers, telephone numbers, or invoice numbers."""
    chance = random.Random(kind)  # noqa: S311 the same every time

    def digits(count: int) -> str:
        return "".join(chance.choice("0123456789") for _digit in range(count))

    def company() -> str:
        start = chance.choice("123567899") + digits(1) + chance.choice("23456789")
        number = with_check_digit(start + digits(6))
        forms = [f"{number[:6]}-{number[6:]}", number, f"16{number}", f"SE{number}01", f"org.nr {number}"]
        return chance.choice(forms)

    def telephone() -> str:
        mobile, area = "07" + chance.choice("02369"), chance.choice(["08", "031", "040", "0243", "0911"])
        rest = digits(7)
        return chance.choice(
            [
                f"{mobile}-{rest[:3]} {rest[3:5]} {rest[5:]}",
                f"{mobile}{rest}",
                f"+46{mobile[1:]}{rest}",
                f"+46 {mobile[1:]} {rest[:3]} {rest[3:5]} {rest[5:]}",
                f"{area}-{rest[:3]} {rest[3:]}",
                f"{area}{rest}",
                f"0046{mobile[1:]}{rest}",
            ]
        )

    def invoice() -> str:
        year, month, day = chance.randint(2018, 2027), chance.randint(1, 12), chance.randint(1, 28)
        dated = f"{year}{month:02d}{day:02d}-{digits(4)}"
        serial = [digits(chance.randint(5, 12)), f"{year}-{digits(5)}", f"F{year}{digits(6)}"]
        return chance.choice([*serial, dated, dated[2:]])

    make = {"company": company, "telephone": telephone, "invoice": invoice}[kind]
    return [make() for _number in range(10_000)]


@pytest.mark.parametrize("kind", ["company", "telephone", "invoice"])
def test_hardly_any_other_number_is_taken_for_a_persons(kind):
    taken = sum(bool(find_identity_numbers(f"Se {number}.", TODAY)) for number in chance_numbers(kind))
    assert taken < 10


def test_persons_numbers_are_all_found_in_their_usual_forms():
    chance = random.Random(7)  # noqa: S311 the same every time
    for _person in range(2_000):
        born = date(1930, 1, 1).toordinal() + chance.randrange(365 * 75)
        day = date.fromordinal(born)
        shift = chance.choice([0, 0, 0, 60])
        number = with_check_digit(f"{day:%y%m}{day.day + shift:02d}{chance.randrange(1000):03d}")
        for text in (f"{number[:6]}-{number[6:]}", f"{day:%Y}{number[2:]}", f"pnr {number}", f"SE{number}01"):
            assert len(find_identity_numbers(text, TODAY)) == 1, text
            assert not re.search(r"\d{4}", mask(text, TODAY))


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("NO", "800 000 017 MVA", "800000017"),
        ("no", "NO800000017MVA", "800000017"),
        ("DK", "DK 10000025", "10000025"),
        ("FI", "9000003-8", "9000003-8"),
        ("FI", "FI90000038", "9000003-8"),
        ("IS", "470101-2480", "4701012480"),
        ("DE", "DE 123456789", "DE123456789"),
        ("DE", "HRB 12345 B", "HRB 12345 B"),
        ("GR", "EL123456789", "EL123456789"),
        ("NL", "NL123456789B01", "NL123456789B01"),
        ("US", "12-3456789", "12-3456789"),
        ("GB", "SC 123456", "SC 123456"),
    ],
)
def test_foreign_numbers(country, text, number):
    assert parse_foreign_number(country, text) == Foreign(country.upper(), number)


@pytest.mark.parametrize(
    ("country", "text", "reason"),
    [
        ("Norge", "800000017", "country"),
        ("SE", "5599001236", "swedish"),
        ("NO", " ", "empty"),
        ("NO", "80000001", "foreign_form"),
        ("NO", "800000018", "foreign_form"),
        ("DK", "010180-1234", "foreign_form"),
        ("FI", "131052-308T", "foreign_form"),
        ("DE", "DE12345678", "foreign_form"),
        ("US", "no number", "foreign_form"),
        ("US", "1" * 41, "foreign_form"),
        ("US", "12\u0663", "foreign_form"),
    ],
)
def test_each_refusal_of_a_foreign_number(country, text, reason):
    with pytest.raises(NumberError) as caught:
        parse_foreign_number(country, text)
    assert caught.value.reason == reason


def test_every_text_is_shown_by_some_refusal_and_stands_in_both_languages():
    shown = {case[1] for case in test_each_refusal.pytestmark[0].args[1]}
    shown |= {case[2] for case in test_each_refusal_of_a_foreign_number.pytestmark[0].args[1]}
    assert shown == set(TEXTS)
    assert all(set(text) == {"sv", "en"} for text in TEXTS.values())
