import io
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import count

import pypdf
import pytest
from django.utils import translation

from forebild.shared.pdf import render
from forebild.shared.pdf.dates import moment
from forebild.shared.pdf.diplomas import Diploma, diploma_pdf
from forebild.shared.pdf.printable import FONTS_DIR, printable
from forebild.shared.pdf.receipts import Answer, Receipt, Section, Visibility, receipt_pdf
from forebild.shared.pdf.render import render_pdf
from tests.yardstick import takes_at_most

AT = datetime(2027, 3, 3, 22, 59, 12, 345, tzinfo=UTC)
RECEIPT = Receipt(
    programme="Smart industri",
    edition="2027",
    company="Ängsholms Precisionssvets AB",
    entry="Energi per detalj",
    submitted_by="Åsa Örnberg",
    submitted_at=AT,
    content_hash="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    sections=[
        Section(
            "Vad ni gjorde",
            [
                Answer("Beskriv förändringen", "Vi mäter åäö ÅÄÖ.\n\nCO₂ −31 % → mål ≥ 2", Visibility.PUBLIC),
                Answer("Kostnad", "1,2 miljoner", Visibility.NEVER),
                Answer("Hjälp", " ", Visibility.AWARDED),
            ],
        )
    ],
)
DIPLOMA = Diploma(
    programme="Smart industri",
    edition="2027",
    award="Årets vinnare",
    company="Ängsholms Precisionssvets AB",
    citation="För att med envishet ha gjort energin synlig.",
    chair="Margareta Öhlund",
    chair_title="Juryns ordförande",
    verify_address="forebild.example/verifiera/7k3m9x",
    decided_at=AT,
)


def answering(text):
    return replace(RECEIPT, sections=[Section("Fråga", [Answer("Svar", text)])])


def read(made):
    return pypdf.PdfReader(io.BytesIO(made))


def words(made):
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def font_names(made):
    names = set()
    for page in read(made).pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in descendant["/FontDescriptor"].get_object()
            names.add(str(descendant["/BaseFont"]).split("+")[1])
    return names


@pytest.fixture(params=["receipt", "diploma"])
def made(request):
    if request.param == "receipt":
        return receipt_pdf(RECEIPT, language="sv")
    return diploma_pdf(DIPLOMA, language="sv")


def test_it_says_of_itself_what_standards_it_meets(made):
    xmp = read(made).trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    root = read(made).trailer["/Root"]
    assert root["/Lang"] == "sv"
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 pypdf's own boolean
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert "Ängsholms" in read(made).metadata.title or "Energi per detalj" in read(made).metadata.title


def test_only_the_shipped_fonts_are_in_it(made):
    assert font_names(made) <= {
        "Commissioner-Regular", "Commissioner-SemiBold", "Fraunces-Regular", "Fraunces-SemiBold",
        "Fraunces-Italic", "OpenSans-Regular", "NotoSansMath-Regular",
    }  # fmt: skip


def test_the_receipt_holds_everything_that_was_answered():
    made = receipt_pdf(RECEIPT, language="sv")
    said = words(made)
    for part in (
        "Smart industri", "2027", "Ängsholms Precisionssvets AB", "Energi per detalj", "Åsa Örnberg",
        "Vad ni gjorde", "Beskriv förändringen", "Vi mäter åäö ÅÄÖ.", "CO₂ −31 % → mål ≥ 2", "1,2 miljoner",
        "9f86d081 884c7d65", "b0f00a08",
    ):  # fmt: skip
        assert part in said
    assert font_names(made) >= {"Commissioner-Regular", "Fraunces-SemiBold", "OpenSans-Regular"}


def test_the_receipt_speaks_english_too():
    made = receipt_pdf(RECEIPT, language="en")
    assert read(made).trailer["/Root"]["/Lang"] == "en"
    assert read(made).metadata.title == "Copy of the entry: Energi per detalj"
    said = words(made)
    for part in ("Public", "Public if awarded", "Never public", "Not answered", "Page 1 of 1"):
        assert part in said
    assert "Wednesday 3 March 2027 at 23:59" in said


def test_later_pages_say_what_they_belong_to():
    made = receipt_pdf(answering("En rad.\n" * 120), language="en")
    assert len(read(made).pages) > 2
    second = read(made).pages[1].extract_text()
    assert "Smart industri 2027" in second
    assert "Page 2 of" in second


def test_the_diploma_is_one_lying_page():
    made = diploma_pdf(DIPLOMA, language="en")
    (sheet,) = read(made).pages
    assert sheet.mediabox.width > sheet.mediabox.height
    said = words(made)
    for part in (
        "Smart industri", "2027", "Årets vinnare", "is awarded to", "Ängsholms Precisionssvets AB",
        "För att med envishet", "Margareta Öhlund", "Juryns ordförande", "forebild.example/verifiera/7k3m9x",
    ):  # fmt: skip
        assert part in said
    assert font_names(made) >= {"Fraunces-SemiBold", "Fraunces-Italic", "Commissioner-Regular"}


@pytest.mark.parametrize(
    ("company", "citation"),
    [
        ("Kort AB", "Kort."),
        ("Nordiska Verkstadsgruppen för Precisionsbearbetning i Sjuhärad AB", "Ord och ord. " * 110),
    ],
)
def test_a_long_name_or_citation_gets_smaller_and_stays_on_the_page(company, citation):
    made = diploma_pdf(replace(DIPLOMA, company=company, citation=citation), language="sv")
    assert len(read(made).pages) == 1
    assert citation.split()[-1] in words(made)


def test_the_same_data_makes_the_same_bytes(made):
    again = receipt_pdf(RECEIPT, language="sv"), diploma_pdf(DIPLOMA, language="sv")
    assert made in again


def test_the_instant_is_in_the_file_and_changes_it():
    later = replace(RECEIPT, submitted_at=AT + timedelta(hours=1))
    assert read(receipt_pdf(RECEIPT, language="sv")).metadata.creation_date == AT.replace(microsecond=0)
    assert receipt_pdf(later, language="sv") != receipt_pdf(RECEIPT, language="sv")
    elsewhere = replace(RECEIPT, submitted_at=AT.astimezone(timezone(timedelta(hours=9))))
    assert receipt_pdf(elsewhere, language="sv") == receipt_pdf(RECEIPT, language="sv")


HOSTILE = [
    '#read("/config/settings/security.py")',
    '#import "/config/settings/base.typ"',
    '#eval("1+1") #panic("x") $x^2$ `raw` *b* _i_ <label> @ref',
    "\\ \\\\ \\u{0} #[ #{ ]}",
    '"}] #set page(width: 1pt)',
    "= Rubrik\n- lista\n// kommentar /* och */ ~ -- --- ... ''",
    "https://example.org/?a=1&b=2#c",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_is_never_a_command(text):
    made = receipt_pdf(answering(text), language="sv")
    assert "".join(text.split()) in words(made).replace(" ", "")
    assert "SECRET_KEY" not in words(made)
    everywhere = replace(
        RECEIPT, programme=text, edition=text, company=text, entry=text, submitted_by=text, content_hash=text
    )
    assert len(read(receipt_pdf(everywhere, language="sv")).pages) >= 1
    diploma = replace(
        DIPLOMA, programme=text, edition=text, award=text, company=text, citation=text, chair=text,
        chair_title=text, verify_address=text,
    )  # fmt: skip
    assert len(read(diploma_pdf(diploma, language="sv")).pages) >= 1


ODD = [
    "",
    "\n\n\n",
    "x" * 50_000,
    "ord " * 12_500,
    "å\n" * 3_000,
    "😀 中文 العربية עברית ไทย",
    "\x00\x01\x1f\x7f\u200d\ufe0f\u202e\u2066\ufeff\u00ad",
    "e\u0301 o\u0308 q\u0307\u0323 \u0301",
    "\u2028\u2029\x85\x0b\x0c",
    "\ud800",
    "\ue000\uffff\U0010ffff",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_no_text_however_odd_stops_a_copy(text):
    assert len(read(receipt_pdf(answering(text), language="sv")).pages) >= 1
    short = replace(RECEIPT, entry=text[:300], company=text[:300])
    assert len(read(receipt_pdf(short, language="sv")).pages) >= 1
    assert len(read(diploma_pdf(replace(DIPLOMA, citation=text[:600]), language="sv")).pages) >= 1


def test_every_character_of_the_list_is_in_a_font():
    ranges = [line.split("-") for line in (FONTS_DIR / "coverage.txt").read_text().split()]
    letters = [chr(code) for first, last in ranges for code in range(int(first, 16), int(last, 16) + 1)]
    text = " ".join(letter for letter in letters if unicodedata.is_normalized("NFC", letter))
    assert len(text) > 2_000
    assert printable(text).count("□") == text.count("□") == 1
    receipt_pdf(answering(text), language="sv")


def test_control_a_character_in_no_font_would_be_refused_by_the_standard(monkeypatch):
    import typst

    monkeypatch.setattr(render, "printable", lambda value: value)
    with pytest.raises(typst.TypstError, match=r"could not be displayed|glyph"):
        receipt_pdf(answering("中"), language="sv")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a😀b", "a□b"),
        ("a\u2011b\u00adc\td\ufffd", "a-bc d□"),
        ("👩\u200d🏭", "□□"),
        ("o\u0308", "ö"),
        ("ord " + "x" * 61, "ord " + "\u200b".join("x" * 61)),
        ("x" * 60, "x" * 60),
        ({"a": ["😀", 1, None, True]}, {"a": ["□", 1, None, True]}),
        (("a",), ["a"]),
    ],
)
def test_a_text_is_made_printable(value, shown):
    assert printable(value) == shown


def test_an_unknown_template_is_named():
    for name in ("no.typ", "../render.py", "ui/base.html"):
        with pytest.raises(LookupError, match=name):
            render_pdf(name, {}, title="T", language="sv", created_at=AT)


def test_an_apps_own_template_is_found(tmp_path, monkeypatch):
    (tmp_path / "jury" / "pdf").mkdir(parents=True)
    (tmp_path / "jury" / "pdf" / "minutes.typ").write_text("= Protokoll")
    monkeypatch.setattr(render, "get_app_template_dirs", lambda _folder: (str(tmp_path),))
    with pytest.raises(LookupError):  # a template lies in the package, nowhere else
        render._place.__wrapped__("jury/pdf/minutes.typ")
    monkeypatch.setattr(render, "_PACKAGE", tmp_path)
    assert render._place.__wrapped__("jury/pdf/minutes.typ").parent.name == "pdf"


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        render_pdf("receipt.typ", {}, title="T", language="sv", created_at=datetime(2027, 3, 3))  # noqa: DTZ001


def test_a_document_without_a_title_still_has_one():
    made = render_pdf("receipt.typ", RECEIPT_DATA, title="", language="sv", created_at=AT)
    assert read(made).metadata.title == "PDF"


RECEIPT_DATA = {
    "programme": "P", "edition": "E", "company": "C", "entry": "B", "submitted_by": "", "submitted_at": "",
    "content_hash": "", "sections": [], "labels": {
        name: name for name in ("copy", "company", "submitted", "by", "empty", "hash", "hash_explained")
    },
}  # fmt: skip


def test_an_instant_is_told_in_swedish_time():
    with translation.override("en"):
        assert moment(datetime(2027, 7, 1, 22, 0, tzinfo=UTC)) == "Friday 2 July 2027 at 00:00"


def test_it_is_quick():
    numbers = count()

    def receipt() -> bytes:
        """Of a text that was never drawn before: nothing kept from last time helps."""
        text = f"Vi mäter energin per detalj, vecka {next(numbers)}, i alla led. " * 700
        return receipt_pdf(answering(text), language="sv")

    pages = len(read(receipt()).pages)
    assert pages > 8
    assert takes_at_most(0.2 * pages, receipt)
    assert takes_at_most(
        2, lambda: diploma_pdf(replace(DIPLOMA, company=f"Ny {next(numbers)} AB"), language="sv")
    )
