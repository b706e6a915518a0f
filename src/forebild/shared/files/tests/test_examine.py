"""What is taken and what is refused; nothing that anybody sends makes it stumble."""

import zipfile
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

from forebild.shared.errors import InvalidInput
from forebild.shared.files import pictures
from forebild.shared.files.examine import examine
from forebild.shared.files.kinds import ALLOWED, DOCUMENTS, PICTURES, Kind, in_words
from forebild.shared.files.names import clean_name, extension_of
from forebild.shared.files.tests.samples import (
    GOOD,
    MAIN,
    PDF,
    PDF_WITH_SCRIPT,
    office,
    picture,
    png_that_claims,
    upload,
)
from tests.yardstick import takes_at_most

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!doctype html><script>alert(1)</script>"
GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
KIND, NAMED, DAMAGED = "Choose a file of another kind", "It is not the", "cannot be read"


def refused(name, content, kinds=ALLOWED):
    with pytest.raises(InvalidInput) as caught:
        examine(upload(name, content), kinds)
    return caught.value.reason


@pytest.mark.parametrize(("name", "content"), GOOD.items(), ids=GOOD)
def test_the_kinds_that_are_taken(name, content):
    found = examine(upload(name, content))
    assert found.name == name
    assert extension_of(name) in found.kind.extensions
    assert b"".join(found.pieces()) == content or found.kind.is_picture


def test_a_file_that_django_put_on_disk_is_looked_through_as_well():
    for name, content in GOOD.items():
        large = TemporaryUploadedFile(name, "", len(content), None)
        large.write(content)
        assert examine(large).name == name
        large.close()


HOSTILE = {
    "svg": ("logo.svg", SVG, KIND),
    "svg as png": ("logo.png", SVG, NAMED),
    "html": ("page.html", HTML, KIND),
    "html as png": ("page.png", HTML, NAMED),
    "html as pdf": ("page.pdf", HTML, NAMED),
    "html before pdf": ("page.pdf", HTML + PDF, NAMED),
    "gif": ("bild.gif", GIF, KIND),
    "gif and zip in one, as docx": ("gifar.docx", GIF + office(), NAMED),
    "gif and zip in one, as png": ("gifar.png", GIF + office(), NAMED),
    "jpeg as png": ("bild.png", picture("JPEG"), NAMED),
    "png as webp": ("bild.webp", picture("PNG"), NAMED),
    "riff that is no webp": ("bild.webp", b"RIFF\x24\x00\x00\x00WAVEfmt ", NAMED),
    "program": ("rapport.pdf.exe", b"MZ" + PDF, KIND),
    "pdf called program": ("rapport.pdf.exe", PDF, KIND),
    "pdf called page": ("rapport.pdf.html", PDF, KIND),
    "turned name": ("rapport\u202efdp.exe", PDF, KIND),
    "alternate stream": ("rapport.pdf::$DATA", PDF, KIND),
    "no extension": ("rapport", PDF, KIND),
    "hidden": (".pdf", PDF, KIND),
    "empty": ("rapport.pdf", b"", "It is empty"),
    "pdf cut off": ("rapport.pdf", PDF[:-8], "Its end is missing"),
    "png cut off": ("bild.png", GOOD["bild.png"][:-30], DAMAGED),
    "only magic": ("bild.jpg", b"\xff\xd8\xff\xe0", DAMAGED),
    "zip": ("brev.docx", office(types="<Types/>"), NAMED),
    "xlsx as docx": ("brev.docx", office("xlsx"), NAMED),
    "docx as xlsx": ("tal.xlsx", office("docx"), NAMED),
    "two-byte letters": ("brev.docx", office(types=f"<T>{MAIN['docx'][1]}</T>".encode("utf-16")), NAMED),
    "docx cut off": ("brev.docx", office()[:-40], DAMAGED),
    "docx without contents": ("brev.docx", b"PK\x03\x04" + b"\0" * 60, DAMAGED),
    "macro by type": (
        "brev.docx",
        office(types=MAIN["docx"][1] + " application/vnd.ms-word.document.macroEnabled.main+xml"),
        "It has macros in it",
    ),
    "macro by part": ("tal.xlsx", office("xlsx", parts={"xl/vbaProject.bin": b"x"}), "It has macros in it"),
    "control": ("tal.xlsx", office("xlsx", parts={"xl/activeX/activeX1.bin": b"x"}), "It has macros in it"),
    "macro by hidden part": (
        "brev.docx",
        office(types=MAIN["docx"][1] + ' PartName="/x" ContentType="application/vnd.ms-office.vbaProject"'),
        "It has macros in it",
    ),
    "odd packing": (
        "brev.docx",
        office(compression=zipfile.ZIP_DEFLATED).replace(b"\x08\0", b"\x63\0"),
        DAMAGED,
    ),
}


@pytest.mark.parametrize(("name", "content", "why"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_are_refused_by_name_and_reason(name, content, why):
    reason = refused(name, content)
    assert why in reason
    assert f"“{clean_name(name)}” could not be taken." in reason


def test_a_zip_without_a_list_of_contents_is_damaged():
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "x")
    assert DAMAGED in refused("brev.docx", out.getvalue())


def test_a_locked_office_file_is_refused():
    locked = bytearray(office())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = locked.find(mark)
        locked[place + at] |= 1
    assert DAMAGED in refused("brev.docx", bytes(locked))


def test_pdf_with_script_is_taken_as_a_download():
    assert examine(upload("rapport.pdf", PDF_WITH_SCRIPT)).kind is Kind.PDF


def test_only_the_kinds_asked_for():
    assert KIND in refused("rapport.pdf", PDF, PICTURES)
    assert "PNG, JPEG or WEBP" in refused("rapport.pdf", PDF, PICTURES)
    assert KIND in refused("bild.png", GOOD["bild.png"], DOCUMENTS)
    assert examine(upload("bild.png", GOOD["bild.png"]), [Kind.PNG]).kind is Kind.PNG
    assert in_words([Kind.PDF]) == "PDF"


def test_a_file_larger_than_its_kind_may_be_is_refused_unread():
    large = b"%PDF-" + b"x" * (20 * 1024 * 1024)
    assert "It is 20.0\xa0MB; at most 20.0\xa0MB is taken." in refused("rapport.pdf", large)
    assert takes_at_most(0.2, lambda: refused("rapport.pdf", large))


# --- bombs


@pytest.mark.parametrize(
    "size", [(50_000, 50_000), (12_000, 12_000), (8_000, 5_001), (16_001, 10), (10, 16_001)]
)
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(size):
    bomb = png_that_claims(*size)
    assert "larger than 40 million pixels" in refused("bomb.png", bomb)
    assert takes_at_most(0.1, lambda: refused("bomb.png", bomb))


def test_control_a_small_header_over_the_same_pixels_is_taken():
    assert examine(upload("bild.png", png_that_claims(1000, 1000))).width == 1000


def test_a_zip_that_unpacks_to_much_is_refused_before_it_is_unpacked():
    bomb = office(parts={f"word/{number}.xml": b"\0" * 8_000_000 for number in range(8)})
    assert len(bomb) < 100_000
    assert "too large when unpacked" in refused("bomb.docx", bomb)
    assert takes_at_most(1, lambda: refused("bomb.docx", bomb))


def test_a_zip_that_lies_about_its_sizes_is_refused_quickly():
    bomb = bytearray(office(parts={"word/bomb.xml": b"\0" * 50_000_000}))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = bomb.rfind(mark)
        bomb[place + at : place + at + 4] = (10).to_bytes(4, "little")
    assert DAMAGED in refused("bomb.docx", bytes(bomb))
    assert takes_at_most(1, lambda: refused("bomb.docx", bytes(bomb)))


def test_a_zip_of_very_many_parts_is_refused_quickly():
    bomb = office() + b"PK\x01\x02" * 2_000_000
    assert "too large when unpacked" in refused("bomb.docx", bomb)
    assert takes_at_most(1, lambda: refused("bomb.docx", bomb))


def test_parts_are_counted_across_the_seams_of_reading():
    seam = 256 * 1024
    for at in range(seam - 4, seam + 1):
        bomb = b"PK\x03\x04" + b"x" * (at - 4) + b"PK\x01\x02" * 2001
        assert "too large when unpacked" in refused("bomb.docx", bomb)
        assert DAMAGED in refused("bomb.docx", bomb[:-4])


# --- pictures


def remade(content, name):
    found = examine(upload(name, content))
    return found, Image.open(BytesIO(b"".join(found.pieces())))


CANARY = "kanarie-59.3293-18.0686"


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "bild.jpg"), ("PNG", "bild.png"), ("WEBP", "bild.webp")])
def test_place_and_camera_and_whatever_hangs_on_are_gone(kind, name):
    exif = Image.Exif()
    exif[0x010E] = exif[0x8298] = CANARY
    exif.get_ifd(0x8825)[29] = CANARY  # GPS
    note = {"pnginfo": _note()} if kind == "PNG" else {"xmp": CANARY.encode()}
    marked = picture(kind, (700, 20), exif=exif, **note) + CANARY.encode() + office()
    assert CANARY.encode() in marked
    found, image = remade(marked, name)
    assert image.format == kind
    assert (dict(image.getexif()), image.info.get("exif"), image.info.get("xmp")) == ({}, None, None)
    for content in (b"".join(found.pieces()), *found.renditions.values()):
        assert CANARY.encode() not in content
        assert b"PK\x03\x04" not in content


def _note():
    note = PngInfo()
    note.add_text("Comment", CANARY)
    return note


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "bild.jpg"), ("PNG", "bild.png"), ("WEBP", "bild.webp")])
def test_a_picture_is_turned_as_its_camera_was_held(kind, name):
    exif = Image.Exif()
    exif[0x0112] = 6  # held sideways: turn a quarter clockwise to see it
    found, image = remade(picture(kind, (60, 40), colour="white", exif=exif), name)
    assert (found.width, found.height) == image.size == (40, 60)
    assert image.convert("L").getpixel((20, 5)) > 200  # what was left is up
    assert image.convert("L").getpixel((20, 55)) < 50


def test_colours_are_kept_as_they_were_meant():
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    found, image = remade(picture("JPEG", colour=(200, 60, 20), icc_profile=swapped), "bild.jpg")
    assert found.kind is Kind.JPEG
    assert "icc_profile" not in image.info
    red, green, blue = image.getpixel((10, 20))
    assert abs(red - 200) < 8
    assert abs(green - 60) < 8
    assert abs(blue - 20) < 8


def test_a_profile_that_cannot_be_read_is_left_out_of_account():
    _found, image = remade(picture("PNG", colour=(200, 60, 20), icc_profile=b"nonsense"), "bild.png")
    assert image.getpixel((10, 20)) == (200, 60, 20)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("1", 1, ("L", 255)),
        ("L", 200, ("L", 200)),
        ("I;16", None, ("L", 0)),
        ("P", 0, ("RGB", (0, 0, 0))),
        ("LA", (200, 100), ("RGBA", (200, 200, 200, 100))),
        ("RGBA", (1, 2, 3, 4), ("RGBA", (1, 2, 3, 4))),
    ],
)
def test_every_mode_becomes_a_plain_one(mode, colour, expected):
    _found, image = remade(picture("PNG", mode=mode, colour=colour), "bild.png")
    assert (image.mode, image.getpixel((10, 20))) == expected


def test_sixteen_bits_of_grey_keep_their_light():
    out = BytesIO()
    Image.new("I;16", (10, 10), 40_000).save(out, "PNG")
    assert remade(out.getvalue(), "bild.png")[1].getpixel((5, 5)) == 40_000 // 256


def test_four_inks_become_light():
    _found, image = remade(picture("JPEG", mode="CMYK", colour=(0, 0, 0, 0)), "tryck.jpg")
    assert image.mode == "RGB"
    assert min(image.getpixel((10, 20))) > 240


@pytest.mark.parametrize(
    ("width", "widths"), [(480, []), (481, [480]), (1000, [480, 960]), (1700, [480, 960, 1600])]
)
def test_smaller_renditions_keep_the_proportions(width, widths):
    found = examine(upload("bild.jpg", picture("JPEG", (width, 300))))
    assert sorted(found.renditions) == widths
    for wide, content in found.renditions.items():
        image = Image.open(BytesIO(content))
        assert (image.format, image.size) == ("WEBP", (wide, round(300 * wide / width)))


def test_a_very_flat_picture_keeps_a_line():
    found = examine(upload("linje.png", picture("PNG", (5000, 1))))
    assert Image.open(BytesIO(found.renditions[480])).size == (480, 1)


def test_only_two_pictures_are_decoded_at_once():
    assert pictures._DECODING._initial_value == 2


# --- damage: nothing that comes in may raise anything but a refusal

FLIPPED = st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), max_size=8)
LARGER = {
    **GOOD,
    "bild.jpg": picture("JPEG", (500, 300), colour="red", exif=Image.Exif().tobytes()),
    "bild.png": picture("PNG", (500, 300), mode="RGBA", colour="red"),
    "bild.webp": picture("WEBP", (500, 300), colour="red"),
}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(LARGER)), kept=st.integers(0, 100), flips=FLIPPED)
@example(name="bild.png", kept=50, flips=[])
def test_damaged_files_are_refused_or_taken_but_never_crash(name, kept, flips):
    content = bytearray(LARGER[name])
    del content[len(content) * kept // 100 :]
    for place, change in flips:
        if content:
            content[place % len(content)] ^= change
    outcome = ""
    try:
        outcome = f"{len(list(examine(upload(name, bytes(content))).pieces()))} pieces of {name}"
    except InvalidInput as refusal:
        outcome = refusal.reason
    assert name in outcome


def test_every_tenth_of_a_file_alone_is_refused():
    for name, content in LARGER.items():
        for tenths in range(10):
            assert name in refused(name, content[: len(content) * tenths // 10])


# --- names


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("Årsredovisning 2027.pdf", "Årsredovisning 2027.pdf"),
        ("A\u030arsbild.PNG", "Årsbild.PNG"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\anna\\rapport.pdf", "rapport.pdf"),
        ("rapport\u202efdp.exe", "rapportfdp.exe"),
        ("a\u200b\u200f\ufeff\x00\r\nb.pdf", "ab.pdf"),
        ("rad\u2028brott\ud800\ue000.pdf", "radbrott.pdf"),
        ('<b>"x";*?|%.pdf', "_b__x______.pdf"),
        ("  mycket \u00a0 luft  .pdf ", "mycket luft.pdf"),
        ("rapport.pdf. . ", "rapport.pdf"),
        (".htaccess", "htaccess"),
        ("...", "file"),
        ("", "file"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"),
        ("x" * 300, "x" * 100),
        ("x." + "y" * 300, "x." + "y" * 98),
        ("👩‍🔧 i verkstan.jpg", "👩🔧 i verkstan.jpg"),
    ],
)
def test_names_are_made_harmless(given_name, clean):
    assert clean_name(given_name) == clean


@given(st.text(alphabet=st.characters(codec=None)))
def test_a_clean_name_is_short_visible_and_clean_again(name):
    clean = clean_name(name)
    assert 0 < len(clean) <= 100
    assert clean.isprintable()
    assert not set(clean) & set('\\/:*?"<>|%;')
    assert clean_name(clean) == clean
