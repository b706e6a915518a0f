"""What a camera sees in a test, and a browser that has one.

A film is made here, picture by picture: codes as pages draw them, held before the camera for a while each.
`telephone(…)` is a Chromium of its own with that film for its camera.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import qrcode
from PIL import Image

from tests.browser import Opener
from tests.journeys.conftest import Product
from tools.browser import find

_SIDE = 320  # px of the film's square pictures
_PER_SECOND = 4
_HELD, _BETWEEN = 4, 1  # pictures


@contextmanager
def telephone(chromium: Any, product: Product, *flags: str) -> Iterator[Opener]:
    """A browser of its own: it has a camera, and no reader of codes, also where this system has one."""
    usual = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
    own = [each for each in usual if not any(flag.startswith(each) for flag in flags)]
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-blink-features=BarcodeDetector", *own, *flags]
    path = os.environ.get("FOREBILD_BROWSER") or find()
    browser = chromium.browser_type.launch(executable_path=path, args=arguments)
    opener = Opener(browser, product.address)
    try:
        yield opener
        assert opener.close() == []
    finally:
        browser.close()


def shown_on(page: Any) -> Image.Image:
    """The code as a guest's own page draws it, held before a camera."""
    return held(Image.open(BytesIO(page.locator(".door-code").screenshot())))


def drawn(code: str) -> Image.Image:
    """A code that no page of ours shows."""
    picture = qrcode.make(code, error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=5)
    return held(picture.get_image())


def held(picture: Image.Image) -> Image.Image:
    """In the middle of what the camera sees."""
    seen = Image.new("L", (_SIDE, _SIDE), 128)
    seen.paste(picture.convert("L"), ((_SIDE - picture.width) // 2, (_SIDE - picture.height) // 2))
    return seen


def filmed(*pictures: Image.Image) -> bytes:
    """Each held for a while and taken away, as Y4M: brightness in full, then colour at a quarter."""
    nothing = Image.new("L", (_SIDE, _SIDE), 128)
    grey = bytes([128]) * (_SIDE * _SIDE // 2)
    frames = [f for each in pictures for f in [each.tobytes()] * _HELD + [nothing.tobytes()] * _BETWEEN]
    head = f"YUV4MPEG2 W{_SIDE} H{_SIDE} F{_PER_SECOND}:1 Ip A1:1 C420jpeg\n".encode()
    return head + b"".join(b"FRAME\n" + frame + grey for frame in frames)
