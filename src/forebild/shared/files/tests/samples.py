"""Files made on the spot: good ones of each kind, and hostile ones."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PDF_WITH_SCRIPT = PDF.replace(b"<</Type", b"<</OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Type")
_OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN = {
    "docx": ("word/document.xml", _OFFICE + "wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", _OFFICE + "spreadsheetml.sheet.main+xml"),
}


def upload(name, content):
    return SimpleUploadedFile(name, content)


def picture(kind="PNG", size=(60, 40), mode="RGB", colour=None, **options):
    """A picture, its left half of one colour and its right half black."""
    image = Image.new(mode, size)
    if colour is not None:
        image.paste(colour, (0, 0, size[0] // 2, size[1]))
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def office(kind="docx", types=None, parts: Mapping[str, bytes] | None = None, **options):
    """A Word or Excel file with just enough in it; `types` replaces what it says of itself."""
    part, main_type = MAIN[kind]
    says = (
        f'<Types><Override PartName="/{part}" ContentType="{main_type}"/></Types>' if types is None else types
    )
    out = BytesIO()
    with zipfile.ZipFile(out, "w", options.pop("compression", zipfile.ZIP_DEFLATED)) as archive:
        archive.writestr("[Content_Types].xml", says)
        archive.writestr(part, "<document>" + "Så gjorde vi. " * 200 + "</document>")
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def png_that_claims(width, height):
    """A valid PNG header of any size, with no pixels to speak of behind it."""

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 5_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


GOOD = {
    "rapport.pdf": PDF,
    "bild.png": picture("PNG"),
    "bild.jpg": picture("JPEG"),
    "bild.jpeg": picture("JPEG"),
    "bild.webp": picture("WEBP"),
    "brev.docx": office("docx"),
    "tal.xlsx": office("xlsx"),
}
