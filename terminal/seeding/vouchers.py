"""Voucher pictures for the demonstration: drawn papers that look like the receipts villages photograph."""

import io
import subprocess
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from terminal.ledger.sheets.book import Line
from terminal.text.days import say_full_day
from terminal.text.money import yuan

SIZE = (720, 500)
PAPER, INK, FADED, STAMP = 250, 30, 110, 90


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    found = subprocess.run(
        ["fc-match", "-f", "%{file}", "Noto Sans CJK SC:lang=zh-cn"], capture_output=True, text=True, check=True
    )
    return ImageFont.truetype(found.stdout, size)


def _frame(draw: ImageDraw.ImageDraw) -> None:
    draw.rectangle((18, 18, 701, 461), outline=FADED, width=2)
    for y in (110, 180, 250, 320, 390):
        draw.line((40, y, 680, y), fill=FADED)


def _stamp(draw: ImageDraw.ImageDraw, words: str) -> None:
    draw.ellipse((520, 330, 650, 460), outline=STAMP, width=4)
    draw.text((585, 395), words, font=font(22), fill=STAMP, anchor="mm")


def picture(line: Line, unit: str) -> bytes:
    """A PNG of the paper behind one ledger line: what, how much, when, for whom; always the same for the same line."""
    image = Image.new("L", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    _frame(draw)
    heading = "收 款 收 据" if line.direction == "in" else "报 销 凭 证"
    draw.text((360, 64), heading, font=font(38), fill=INK, anchor="mm")
    rows = (
        ("编号", line.voucher or "（无号）"),
        ("日期", say_full_day(line.day) if line.day else ""),
        ("事由", line.summary),
        ("金额", f"¥ {yuan(line.fen)}"),
        ("经手", line.handler),
    )
    for place, (name, words) in enumerate(rows):
        y = 145 + 70 * place
        draw.text((60, y), name, font=font(24), fill=FADED, anchor="lm")
        draw.text((150, y), words[:22], font=font(28), fill=INK, anchor="lm")
    _stamp(draw, "演示")
    draw.text((60, 492), unit, font=font(16), fill=FADED, anchor="lb")
    kept = io.BytesIO()
    image.point(lambda grey: grey & 0xF0).save(kept, "PNG", compress_level=1)
    return kept.getvalue()
