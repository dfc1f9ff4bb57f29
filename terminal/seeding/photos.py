"""Photographs for the demonstration: drawn views of a road by a hill, as it was, under work, and done."""

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFilter

from terminal.seeding.vouchers import font

SIZE = (960, 720)
SKY, FAR, NEAR, GRASS = (176, 205, 224), (128, 158, 140), (104, 140, 96), (132, 164, 92)
EARTH, MUD, WATER, ROAD, KERB, STONE = (
    *((168, 128, 84), (120, 92, 64), (126, 116, 96)),
    *((188, 186, 180), (228, 226, 218), (150, 146, 138)),
)
LEFT, RIGHT = 250, 760  # the piece of road this is about


@cache
def _view() -> Image.Image:
    """What does not change: sky, hills, a field, the road up to the broken piece and behind it."""
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    draw.polygon(((0, 300), (180, 190), (420, 280), (640, 170), (960, 290), (960, 420), (0, 420)), fill=FAR)
    draw.polygon(((0, 360), (300, 290), (620, 350), (960, 300), (960, 720), (0, 720)), fill=NEAR)
    draw.rectangle((0, 400, 960, 720), fill=GRASS)
    draw.polygon(((0, 450), (960, 450), (960, 590), (0, 590)), fill=ROAD)
    draw.line((0, 450, 960, 450), fill=KERB, width=6)
    draw.line((0, 590, 960, 590), fill=KERB, width=6)
    for x in range(0, 960, 130):
        draw.ellipse((x + 40, 352, x + 96, 420), fill=(72, 112, 70))
        draw.rectangle((x + 64, 410, x + 72, 446), fill=(92, 72, 50))
    return image


def _broken(draw: ImageDraw.ImageDraw) -> None:
    edge = ((LEFT, 446), (RIGHT, 446), (RIGHT - 40, 520), (RIGHT - 10, 596), (RIGHT - 90, 720), (LEFT - 60, 720))
    draw.polygon((*edge, (LEFT + 20, 596), (LEFT - 10, 530)), fill=EARTH)
    draw.polygon(((LEFT + 60, 470), (RIGHT - 120, 470), (RIGHT - 170, 720), (LEFT, 720)), fill=MUD)
    draw.polygon(((LEFT + 150, 500), (RIGHT - 220, 500), (RIGHT - 240, 720), (LEFT + 90, 720)), fill=WATER)
    for n in range(14):
        x, y = LEFT + 30 + n * 37 % 430, 620 + n * 53 % 80
        draw.ellipse((x, y, x + 44, y + 26), fill=STONE)


def _wall(draw: ImageDraw.ImageDraw, until: int) -> None:
    for row, y in enumerate(range(596, 716, 24)):
        for x in range(LEFT - 40 - row % 2 * 24, until, 48):
            draw.rectangle((x, y, x + 44, y + 20), fill=STONE, outline=(110, 106, 100))


def _under_work(draw: ImageDraw.ImageDraw) -> None:
    _wall(draw, RIGHT - 160)
    draw.rectangle((LEFT, 453, RIGHT, 587), fill=EARTH)
    for x in (LEFT + 60, LEFT + 240, LEFT + 400):
        draw.polygon(((x, 580), (x + 50, 520), (x + 110, 580)), fill=STONE)


def _done(draw: ImageDraw.ImageDraw) -> None:
    _wall(draw, RIGHT + 40)
    draw.rectangle((LEFT, 453, RIGHT, 587), fill=(206, 205, 200))
    for x in range(LEFT, RIGHT, 102):
        draw.line((x, 453, x, 587), fill=(170, 168, 162), width=2)


def photo(view: str) -> bytes:
    """A JPEG of the road: `view` is before, during or after; always the same for the same view."""
    image = _view().copy()
    draw = ImageDraw.Draw(image)
    {"before": _broken, "during": _under_work, "after": _done}[view](draw)
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    ImageDraw.Draw(image).text((936, 694), "演示图片", font=font(24), fill=(255, 255, 255), anchor="rb")
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=82)
    return kept.getvalue()
