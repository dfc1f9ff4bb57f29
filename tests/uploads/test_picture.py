"""A picture is made anew: upright, small, without place, camera, words or colours of its own."""

import io

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from terminal.uploads.apart import Unreadable
from terminal.uploads.picture import (
    LARGEST_PICTURE,
    LARGEST_THUMBNAIL,
    LONGEST_SIDE,
    PLACE_GONE,
    THUMBNAIL_SIDE,
    open_picture,
)
from tests.uploads.files import noise, picture


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def with_exif(orientation: int = 1, place: bool = False) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "SECRETPHONE"
    if place:
        exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 15.0, 0.0)
    return picture("JPEG", (320, 200), exif=exif)


def test_place_and_camera_are_gone():
    upload = open_picture(with_exif(place=True), "jpeg")
    assert upload.notices == (PLACE_GONE,)
    assert dict(opened(upload.data).getexif()) == {} and b"SECRETPHONE" not in upload.data
    assert dict(opened(upload.thumbnail.data).getexif()) == {}


@pytest.mark.parametrize(("orientation", "size"), [(1, (320, 200)), (3, (320, 200)), (6, (200, 320)), (8, (200, 320))])
def test_a_photograph_is_turned_upright(orientation, size):
    upload = open_picture(with_exif(orientation), "jpeg")
    assert (upload.width, upload.height) == opened(upload.data).size == size


def test_words_in_a_picture_are_gone():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "SECRETNAME")
    words.add_itxt("XML:com.adobe.xmp", "SECRETNAME", zip=True)
    upload = open_picture(picture("PNG", pnginfo=words), "png")
    assert opened(upload.data).info == {} and b"SECRETNAME" not in upload.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read(mode):
    image = Image.new(mode, (64, 64), 1 if mode in ("1", "L", "P", "I;16") else None)
    target = io.BytesIO()
    image.save(target, format="PNG")
    upload = open_picture(target.getvalue(), "png")
    assert (upload.kind, opened(upload.data).size) == ("png", (64, 64))


def test_a_photograph_for_printing_is_read():
    assert opened(open_picture(picture("JPEG", mode="CMYK"), "jpeg").data).mode == "RGB"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_picture_becomes_small_enough(kind):
    upload = open_picture(noise(kind, (2900, 2000)), kind.lower())
    assert len(upload.data) <= LARGEST_PICTURE and max(upload.width, upload.height) <= LONGEST_SIDE
    assert len(upload.thumbnail.data) <= LARGEST_THUMBNAIL
    assert max(upload.thumbnail.width, upload.thumbnail.height) <= THUMBNAIL_SIDE
    assert upload.kind == "jpeg"


def test_a_drawing_stays_a_png():
    assert open_picture(picture("PNG", (800, 600)), "png").media_type == "image/png"


@pytest.mark.parametrize("size", [(15, 400), (400, 15), (1, 1)])
def test_a_picture_nobody_can_see_is_refused(size):
    with pytest.raises(Unreadable, match="太小"):
        open_picture(picture("PNG", size), "png")


def test_a_very_long_picture_is_read():
    upload = open_picture(picture("PNG", (20, 20_000)), "png")
    assert upload.height == LONGEST_SIDE and upload.width >= 1


def test_a_picture_that_moves_keeps_its_first_moment():
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue")]
    target = io.BytesIO()
    frames[0].save(target, format="PNG", save_all=True, append_images=frames[1:])
    assert opened(open_picture(target.getvalue(), "png").data).getpixel((1, 1)) == (255, 0, 0)
