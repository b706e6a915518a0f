"""A QR code as a picture's path: dark squares joined row by row, to be drawn by a template."""

from __future__ import annotations

from typing import Any, NamedTuple


class Picture(NamedTuple):
    """`path` for an SVG of `size` units a side, the quiet zone included."""

    size: int
    path: str


def qr_picture(text: str) -> Picture:
    """The code, with a quarter of it to spare for scratches and folds."""
    import qrcode  # imported where it is used: start-up is dear

    drawn: Any = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    drawn.add_data(text)
    drawn.make(fit=True)
    rows = drawn.get_matrix()
    return Picture(len(rows), "".join(_runs(rows)))


def _runs(rows: list[list[bool]]) -> list[str]:
    """Each run of dark squares as a bar."""
    found = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = next((place for place in range(x, len(row)) if not row[place]), len(row))
            if end > x:
                found.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end + 1
    return found
