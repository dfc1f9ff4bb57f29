"""Photographs and pictures, made anew from their pixels: turned upright, without place and camera, small."""

import io
from typing import Any

from PIL import Image, ImageOps

from terminal.uploads.apart import Unreadable
from terminal.uploads.shapes import MEDIA_TYPES, Kind, Picture, Upload

MOST_PIXELS = 24_000_000
LARGEST_PICTURE = 400_000
LARGEST_THUMBNAIL = 40_000
LONGEST_SIDE = 2560
THUMBNAIL_SIDE = 480
SMALLEST_SIDE = 16
QUALITIES = (85, 70, 55)
GPS = 0x8825
TOO_MANY_PIXELS = "这张图片太大了（超过 2400 万像素）。请把相机的像素调小，或者缩小以后再传。"
TOO_SMALL = "这张图片太小，看不出是什么。请看看是不是传错了文件。"
PLACE_GONE = "照片里记着的拍摄地点已经去掉。"


def open_picture(data: bytes, kind: Kind) -> Upload:
    """The picture made anew, at most 400 kB, with a thumbnail. Raises Unreadable; other errors mean a broken file."""
    Image.MAX_IMAGE_PIXELS = None  # counted here, so that there is one sentence for it
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise Unreadable(TOO_MANY_PIXELS)
        if min(opened.size) < SMALLEST_SIDE:
            raise Unreadable(TOO_SMALL)
        has_place = bool(opened.getexif().get_ifd(GPS))
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at the size it is needed
        opened.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        upright = _plain(ImageOps.exif_transpose(opened))
    picture = _small_enough(upright, kind, LARGEST_PICTURE)
    upright.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    thumbnail = _small_enough(upright, "jpeg", LARGEST_THUMBNAIL)
    return Upload(
        kind="png" if picture.media_type == MEDIA_TYPES["png"] else "jpeg",
        media_type=picture.media_type,
        data=picture.data,
        width=picture.width,
        height=picture.height,
        thumbnail=thumbnail,
        notices=(PLACE_GONE,) if has_place else (),
    )


def _plain(image: Any) -> Any:
    """Only pixels in RGB or RGBA: no palette, no profile, no words in the file."""
    has_holes = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    turned = image.convert("RGBA" if has_holes else "RGB")
    fresh = Image.new(turned.mode, turned.size)
    fresh.paste(turned)
    return fresh


def _small_enough(image: Any, kind: Kind, most_bytes: int) -> Picture:
    """The picture in its own format when it fits, else as JPEG, less exact and smaller until it fits."""
    if kind == "png":
        picture = _saved(image, "png")
        if len(picture.data) <= most_bytes:
            return picture
    image = _on_white(image)
    for quality in QUALITIES:
        picture = _saved(image, "jpeg", quality=quality)
        if len(picture.data) <= most_bytes:
            return picture
    while len(picture.data) > most_bytes:
        shrink = min(0.9, (most_bytes / len(picture.data)) ** 0.5)
        image = image.resize((max(1, int(image.width * shrink)), max(1, int(image.height * shrink))))
        picture = _saved(image, "jpeg", quality=QUALITIES[-1])
    return picture


def _on_white(image: Any) -> Any:
    if image.mode == "RGB":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _saved(image: Any, kind: Kind, **how: Any) -> Picture:
    target = io.BytesIO()
    image.save(target, format=kind.upper(), **how)
    return Picture(target.getvalue(), MEDIA_TYPES[kind], image.width, image.height)
