"""Pictures are never passed on as they came: decoded, turned upright, and written anew without metadata.

1. The size is read from the header; too many pixels are refused before anything is decoded.
2. The picture is turned as its EXIF says, its colours brought to sRGB, its modes to grey, RGB or RGBA.
3. Written anew in its own format, and smaller as WebP for screens. What is not pixels is gone:
   position, camera, thumbnails, comments, whatever was hung on at the end.
"""

import threading
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from forebild.shared.errors import InvalidInput
from forebild.shared.files.kinds import Kind, refusal

MOST_PIXELS = 40_000_000
MOST_SIDE = 16_000  # WebP itself ends at 16 383
WIDTHS = (480, 960, 1600)

# A decoded picture may take 160 MB: two at a time, whatever the number of threads.
_DECODING = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Picture:
    """A picture written anew, with its renditions: width → WebP."""

    width: int
    height: int
    content: bytes
    renditions: dict[int, bytes]


def remake(name: str, kind: Kind, file: IO[bytes]) -> Picture:
    """Read a picture and write it anew.

    Raises InvalidInput, naming the file and why, for one that is too large or cannot be read.
    """
    with _DECODING:
        try:
            file.seek(0)
            with Image.open(file, formats=[kind.name]) as found:
                _demand_size(name, *found.size)
                return _written(kind, _upright(found))
        except InvalidInput:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _too_large(name) from error
        except Exception as error:  # Pillow names no closed set of what a broken file may raise
            raise refusal(
                name, _("The picture cannot be read: it may be damaged. Save it anew and try again.")
            ) from error


def _demand_size(name: str, width: int, height: int) -> None:
    if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
        raise _too_large(name)


def _too_large(name: str) -> InvalidInput:
    why = _("The picture is larger than %(millions)d million pixels. Make it smaller and try again.")
    return refusal(name, why % {"millions": MOST_PIXELS // 1_000_000})


def _upright(found: Image.Image) -> Image.Image:
    """The picture's pixels alone, upright, in sRGB and a plain mode."""
    image = _in_srgb(ImageOps.exif_transpose(found), found.info.get("icc_profile"))
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda level: level / 256)
    plain = "RGBA" if found.has_transparency_data else "L" if image.mode in {"1", "L", "I"} else "RGB"
    image = image.convert(plain)
    image.info = {}
    return image


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as they were meant; a profile that cannot be read is left out of account."""
    if not profile or image.mode not in {"RGB", "RGBA"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed or image


def _written(kind: Kind, image: Image.Image) -> Picture:
    renditions = {}
    smaller = image
    for width in sorted(WIDTHS, reverse=True):  # each from the one before: a fraction of the work
        if width < image.width:
            size = (width, height_at(width, image.width, image.height))
            smaller = smaller.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
            renditions[width] = _encoded(smaller, Kind.WEBP)
    return Picture(image.width, image.height, _encoded(image, kind), renditions)


def height_at(width: int, whole_width: int, whole_height: int) -> int:
    """How high a picture is when it is `width` wide."""
    return max(1, round(whole_height * width / whole_width))


def _encoded(image: Image.Image, kind: Kind) -> bytes:
    out = BytesIO()
    match kind:
        case Kind.PNG:
            image.save(out, "PNG", compress_level=3)
        case Kind.JPEG:
            image.save(out, "JPEG", quality=88)
        case _:
            image.save(out, "WEBP", quality=82, method=2)
    return out.getvalue()
