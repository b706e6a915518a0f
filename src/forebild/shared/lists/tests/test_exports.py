import csv
import gc
import io
import json
import re
import unicodedata
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.utils import translation
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from forebild.shared.errors import Refusal
from forebild.shared.lists import Column, NumberColumn
from forebild.shared.lists import exports as exports_room
from forebild.shared.lists.exports import exported
from forebild.shared.lists.exports.cells import cleaned, guarded, in_words
from forebild.shared.lists.exports.csv_file import csv_parts
from forebild.shared.lists.exports.json_file import json_parts
from forebild.shared.lists.exports.xlsx_file import LONGEST_TEXT, excel_text, make_workbook, sheet_name
from forebild.shared.lists.tests.worlds import listing_of, make_organisation

ONE = (Column("it", "It"),)
FORMULA = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]*[=+\-@＝＋－＠]")
# Closes the cell of XlsxWriter's raw rich text, and opens one with a formula.
BREAKOUT = '<r><t>x</t></r></is></c><c r="B2"><f>HYPERLINK("https://evil.example")</f></c><c><is><r></r>'
BY_THE_CLOCK = datetime.fromisoformat("2027-03-03T09:00")  # without a zone
TEXTS = st.text() | st.text("=+-@＝＋－＠\t\r\n\0 '\";,<r/>x\ufeff_0") | st.just(BREAKOUT)


def as_csv(rows, columns=ONE, separator=";"):
    text = "".join(csv_parts(columns, rows, separator))
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=separator))


def as_excel(rows, columns=ONE, title="A"):
    with make_workbook(title, columns, rows) as file:
        content = file.read()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python(), sheet


def as_json(rows, columns=ONE):
    return json.loads("".join(json_parts("a", columns, rows)))


def plain(text):
    """What the house promises to keep of a text, said in other words than the code that keeps it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    dropped = {"\ufffe", "\uffff"} | {chr(number) for number in range(32) if chr(number) not in "\t\n"}
    return "".join(c for c in text if c not in dropped and unicodedata.category(c) != "Cs")


@settings(max_examples=400, deadline=None)
@given(TEXTS, st.sampled_from([";", ","]))
@example("=1+1", ";")
@example("＝1+1", ",")
@example("\0=1", ";")
@example("\r=1", ";")
@example(" \ufeff=1", ";")
def test_no_text_becomes_a_formula_in_csv_and_none_is_lost(text, separator):
    heading, (cell,) = as_csv([[text]], separator=separator)
    assert heading == ["It"]
    assert not FORMULA.match(cell)
    assert not cell.startswith(("\t", "\r", "\0"))
    kept = plain(text)
    assert cell == kept or cell == f"'{kept}"
    is_risky = bool(FORMULA.match(kept)) or kept.startswith("\t")
    assert cell.startswith("'") or not is_risky


@settings(max_examples=150, deadline=None)
@given(TEXTS)
@example("=HYPERLINK(1)")
@example("https://evil.example")
@example("_x0041_")
@example("007")
def test_no_text_becomes_a_formula_in_excel_and_none_is_lost(text):
    rows, sheet = as_excel([[text], ["end"]])
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet
    assert rows[2] == ["end"]
    assert rows[1][0].rstrip(" ") == plain(text).rstrip(" ")


@settings(deadline=None)
@given(TEXTS)
def test_no_text_is_lost_in_json(text):
    assert as_json([[text]])["rows"] == [{"it": plain(text)}]


def test_the_guard_stands_only_where_it_must():
    risky = [
        "=1",
        "+46 8",
        "-",
        "@a",
        "\tx",
        "\r",
        "\0",
        " =1",
        "＝1",
        "＋",
        "－",
        "＠",
        "\u200b=1",
        "\n-1",
        "﹦1",
    ]
    harmless = ["", "a=1", "'=1", "Å", "100,-", "1-2", "–5", "(=1)"]
    assert [text for text in risky if guarded(text) != f"'{text}"] == []
    assert [text for text in harmless if guarded(text) != text] == []


def test_raw_xml_cannot_break_out_of_an_excel_cell():
    rows, sheet = as_excel([[BREAKOUT, "next"]], (Column("a", "A"), Column("b", "B")))
    assert rows[1] == [f"{BREAKOUT} ", "next"]
    assert "<f>" not in sheet
    assert as_excel([["x"]], (Column("a", BREAKOUT),), BREAKOUT)[0][0] == [f"{BREAKOUT} "]


def test_without_our_care_the_same_text_does_break_out(monkeypatch):
    monkeypatch.setattr("forebild.shared.lists.exports.xlsx_file.excel_text", lambda text: text)
    assert "<f>HYPERLINK" in make_sheet(BREAKOUT)


def make_sheet(text):
    with make_workbook("A", ONE, [[text]]) as file, zipfile.ZipFile(file) as parts:
        return parts.read("xl/worksheets/sheet1.xml").decode()


def test_numbers_stay_numbers_in_every_format():
    values = [-5, Decimal("-12.50"), 1234.5, 1e16, 10**16, float("nan"), Decimal("Infinity"), None]
    assert [row[0] for row in as_csv([[value] for value in values])[1:]] == [
        "-5", "-12,50", "1234,5", "10000000000000000", "10000000000000000", "", "", "",
    ]  # fmt: skip
    assert [row[0] for row in as_csv([[value] for value in values], separator=",")[1:4]] == [
        "-5",
        "-12.50",
        "1234.5",
    ]
    assert [row["it"] for row in as_json([[value] for value in values])["rows"]] == [
        -5, -12.5, 1234.5, 1e16, 10**16, None, None, None,
    ]  # fmt: skip
    excel, _sheet = as_excel([[value] for value in [*values, "end"]])
    assert [row[0] for row in excel[1:]] == [
        -5,
        -12.5,
        1234.5,
        "1e+16",
        "10000000000000000",
        "",
        "",
        "",
        "end",
    ]


def test_days_are_days_and_instants_are_swedish():
    values = [
        [date(2027, 3, 3)],
        [datetime(2027, 3, 2, 23, 30, tzinfo=UTC)],
        [BY_THE_CLOCK],
        [date(1899, 1, 1)],
    ]
    days = ["2027-03-03", "2027-03-03 00:30", "2027-03-03 09:00", "1899-01-01"]
    assert [row[0] for row in as_csv(values)[1:]] == days
    excel, _sheet = as_excel(values)
    assert [row[0] for row in excel[1:]] == [
        date(2027, 3, 3), datetime.fromisoformat("2027-03-03T00:30"), BY_THE_CLOCK, "1899-01-01",
    ]  # fmt: skip
    assert as_json(values)["rows"][1] == {"it": "2027-03-02T23:30:00+00:00"}


def test_yes_and_no_are_words_for_people_and_truths_for_machines():
    assert [row[0] for row in as_csv([[True], [False]])[1:]] == ["Yes", "No"]
    assert [row[0] for row in as_excel([[True], [False]])[0][1:]] == ["Yes", "No"]
    assert [row["it"] for row in as_json([[True], [False]])["rows"]] == [True, False]
    assert in_words("a\r\nb\0") == cleaned("a\nb")


def test_the_workbook_is_ready_to_read():
    columns = (Column("a", "A heading"), NumberColumn("b", "B", decimals=2))
    _rows, sheet = as_excel([["x" * 99, 5], ["line\nanother", 1234567]], columns, "A/B: [all]" + "y" * 40)
    assert '<pane ySplit="1"' in sheet
    assert '<autoFilter ref="A1:B3"/>' in sheet
    assert '<col min="1" max="1" width="60.7109375"' in sheet
    assert '<col min="2" max="2" width="10.7109375"' in sheet


def test_a_sheets_name_is_one_that_excel_allows():
    assert sheet_name("A/B: [all]" + "y" * 40) == "A B   all " + "y" * 21
    assert sheet_name("'quoted'") == "quoted"
    assert sheet_name("?") == "1"


def test_a_text_longer_than_excel_allows_is_cut_and_says_so():
    assert excel_text("a" * LONGEST_TEXT) == "a" * LONGEST_TEXT
    assert excel_text("a" * (LONGEST_TEXT + 1)) == "a" * (LONGEST_TEXT - 1) + "…"
    cut = excel_text("😀" * LONGEST_TEXT)
    assert len(cut.encode("utf-16-le")) <= 2 * LONGEST_TEXT
    assert set(cut) == {"😀", "…"}
    assert as_excel([["a" * 40_000]])[0][1][0].endswith("…")


def test_an_empty_list_is_still_a_file():
    assert as_csv([]) == [["It"]]
    assert as_excel([])[0] == [["It"]]
    assert as_json([]) == {"list": "a", "columns": [{"key": "it", "label": "It"}], "rows": []}


def test_portions_join_without_a_seam():
    values = [[number] for number in range(1201)]
    assert [int(row[0]) for row in as_csv(values)[1:]] == list(range(1201))
    assert [row["it"] for row in as_json(values)["rows"]] == list(range(1201))


def test_a_streamed_file_keeps_its_language_and_leaves_the_readers_alone():
    with translation.override("sv"):
        parts = json_parts("a", ONE, ([translation.get_language()] for _row in range(2)))
    assert next(parts).startswith('{"list"')
    assert translation.get_language() == "en"
    assert json.loads('{"rows": [' + "".join(parts))["rows"] == [{"it": "sv"}, {"it": "sv"}]


@pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
def test_the_file_holds_what_is_on_screen_but_for_pages(db, file_format):
    for number in range(60):
        make_organisation(f"Bolag {number:02}", head_count=number)
    make_organisation("Zinc Ltd", kind="foreign", foreign_number="7", head_count=9)
    listing = listing_of(f"kind=legal&sort=-head_count&columns=head_count,name&page=2&format={file_format}")
    response = exported(listing)
    content = b"".join(response)
    if file_format == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    elif file_format == "json":
        rows = [["Head count", "Name"], *(list(row.values()) for row in json.loads(content)["rows"])]
    else:
        rows = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Organisations").to_python()
        )
    assert rows[0] == ["Head count", "Name"]
    assert len(rows) == 61
    assert (float(rows[1][0]), rows[1][1]) == (59.0, "Bolag 59")
    assert (float(rows[-1][0]), rows[-1][1]) == (0.0, "Bolag 00")
    assert re.fullmatch(
        rf'attachment; filename="organisations-\d{{4}}-\d\d-\d\d\.{file_format}"',
        response["Content-Disposition"],
    )
    assert response["Cache-Control"] == "private, no-store"
    response.close()


def test_more_rows_than_excel_holds_are_refused_and_csv_still_serves(db, monkeypatch):
    make_organisation("A")
    make_organisation("B")
    monkeypatch.setattr(exports_room, "MOST_ROWS", 1)
    with pytest.raises(Refusal, match="export it as CSV"):
        exported(listing_of("format=xlsx"))
    assert b"B" in b"".join(exported(listing_of("format=csv")))


MANY = 50_000


@pytest.fixture
def many(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into people_organisation (public_id, kind, name, name_order, org_number, foreign_number,"
            " country, county, municipality, website, is_sample, created_at) select"
            " 'many' || n, 'legal', 'Bolag ' || n, 'bolag ' || n, (5500000000 + n)::text, '',"
            " 'SE', '01', 'Täby', '', false, now() from generate_series(1, %s) n",
            [MANY],
        )


def rise_of_memory(work):
    """How many bytes more this process needed at its peak while it did `work`."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak is now what is in use
    before = _peak()
    work()
    return _peak() - before


def _peak():
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="asks Linux for the peak of memory")
def test_fifty_thousand_rows_pass_through_little_memory(many):
    every = apps.get_model("people", "Organisation").objects.all()
    sizes = {}

    def export(file_format):
        response = exported(listing_of(f"format={file_format}&columns=name,kind,since_on", every))
        sizes[file_format] = sum(len(part) for part in response)
        response.close()

    rises = {kind: rise_of_memory(lambda kind=kind: export(kind)) for kind in ("csv", "xlsx")}
    control = rise_of_memory(lambda: len(list(every)))
    assert min(sizes.values()) > MANY * 10
    assert max(rises.values()) < 20_000_000 < control, (rises, control)
