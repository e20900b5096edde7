"""Photographs and drawings: JPEG and PNG. What a camera writes beside the picture is cut out without touching the
picture, unless the picture has to be turned as the camera said."""

import io
import re
import struct
import zlib
from collections.abc import Iterator

from PIL import Image, ImageOps

from probidad.documents.evidence.kinds import PIXELS, FileKind
from probidad.documents.evidence.refusing import AGAIN, DAMAGED, SMALLER, refused
from probidad.documents.evidence.result import Checked, Cleaned
from probidad.rules.finding import gettext_noop as _

CAMERA = _("place, date, camera and remarks written beside the picture")
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
_ORIENTATION = 0x0112
_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs", b"bKGD"}
)
_SCAN, _END = 0xDA, 0xD9
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_COLOURS = b"ICC_PROFILE\x00"
Image.MAX_IMAGE_PIXELS = None  # counted here, with a limit of our own
SIDE = 1400  # pixels of the longer side of a picture to look at


def check(name: str, data: bytes, kind: FileKind) -> Checked:
    """Raises :class:`RefusalError` for what is no picture of that kind, or has more pixels than may be."""
    try:
        with Image.open(io.BytesIO(data), formats=(_FORMATS[kind.media_type],)) as picture:
            width, height = picture.size
            if width * height > PIXELS:
                message = _("%(file)s has %(found)s megapixels; %(limit)s are allowed.")
                facts = {"found": str(width * height // 1_000_000), "limit": str(PIXELS // 1_000_000)}
                raise refused(name, message, SMALLER, **facts)
            picture.load()
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error, MemoryError) as error:
        if hasattr(error, "remedy"):
            raise
        raise refused(name, DAMAGED, AGAIN) from None
    return Checked(width=width, height=height)


def cleaned(name: str, data: bytes, kind: FileKind) -> Cleaned:
    """The same picture, turned as the camera said, with its colours and nothing else."""
    with Image.open(io.BytesIO(data), formats=(_FORMATS[kind.media_type],)) as picture:
        turned = picture.getexif().get(_ORIENTATION, 1) in range(2, 9)
        bare = _drawn_again(picture) if turned else _bare(data, kind)
    return Cleaned(bare, removed=(CAMERA,) if bare != data else ())


def stripped(data: bytes) -> bytes:
    """A JPEG or PNG inside another file without what tells of its making; anything else as it is."""
    if data.startswith(b"\xff\xd8\xff"):
        return _bare_jpeg(data)
    return _bare_png(data) if data.startswith(_PNG) else data


def looks(data: bytes, kind: FileKind, _page: int) -> bytes:
    """The picture as PNG, small enough to look at."""
    with Image.open(io.BytesIO(data), formats=(_FORMATS[kind.media_type],)) as picture:
        picture.draft("RGB", (SIDE, SIDE))
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((SIDE, SIDE))
        return png_of(upright)


def png_of(picture: Image.Image) -> bytes:
    """A picture as PNG without anything beside it."""
    bare = picture.convert("RGBA" if "A" in picture.mode or "transparency" in picture.info else "RGB")
    bare.info = {}
    out = io.BytesIO()
    bare.save(out, "PNG")
    return out.getvalue()


def _bare(data: bytes, kind: FileKind) -> bytes:
    return _bare_jpeg(data) if kind.media_type == "image/jpeg" else _bare_png(data)


def _drawn_again(picture: Image.Image) -> bytes:
    form, colours = picture.format or "PNG", picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    out = io.BytesIO()
    upright.info = {}
    upright.save(out, form, icc_profile=colours, quality=95)
    return stripped(out.getvalue())


def _bare_jpeg(data: bytes) -> bytes:
    """Only the segments that the picture needs: its own, JFIF, colours, and Adobe's. What follows its end is dropped."""
    kept = bytearray(data[:2])
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END:
            break
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        segment = data[at : at + 2 + size]
        if _needed(marker, segment):
            kept += segment
        at += 2 + max(size, 2)
        if marker == _SCAN:  # its lines go on to the next marker
            following = _MARKER.search(data, at)
            end = following.start() if following else len(data)
            kept += data[at:end]
            at = end
    return bytes(kept + b"\xff\xd9")


def _needed(marker: int, segment: bytes) -> bool:
    aside = 0xE1 <= marker <= 0xEF or marker == 0xFE
    return not aside or marker == 0xEE or (marker == 0xE2 and segment[4:].startswith(_COLOURS))


def _bare_png(data: bytes) -> bytes:
    return _PNG + b"".join(chunk for name, chunk in _chunks(data) if name in _CHUNKS)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        yield name, data[at : at + 12 + size]
        if name == b"IEND":
            return
        at += 12 + size
