"""Photographs as a telephone takes them."""

import io

from PIL import Image


def photograph(kind: str = "JPEG", size: tuple[int, int] = (800, 600), place: bool = False) -> bytes:
    """A grey picture; `place` writes into it where it was taken."""
    target, image = io.BytesIO(), Image.new("RGB", size, "grey")
    exif = Image.Exif()
    if place:
        exif.get_ifd(0x8825)[1] = "N"
    image.save(target, kind, exif=exif)
    return target.getvalue()
