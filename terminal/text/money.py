"""Money as people write and read it; inside it is always an integer number of fen (分)."""

import math
import re
import unicodedata
from decimal import Decimal
from typing import Final

FEN_PER_YUAN: Final = 100
WAN: Final = 10_000
LARGEST: Final = 10_000_000_000 * FEN_PER_YUAN  # 100 亿元: no village book comes near it

_PLAIN: Final = re.compile(r"([0-9]+)(?:\.([0-9]+))?|\.([0-9]+)")
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_MINUS: Final = str.maketrans({"−": "-", "﹣": "-"})
_NOISE: Final = Decimal("0.000001")


def yuan(fen: int) -> str:
    """123456 -> "1,234.56"; a negative amount carries a plain hyphen."""
    whole, rest = divmod(abs(fen), FEN_PER_YUAN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def plain_yuan(fen: int) -> str:
    """123456 -> "1234.56": two decimals and no commas, a number for a spreadsheet or a program."""
    return yuan(fen).replace(",", "")


def signed(fen: int) -> str:
    """2400000 -> "+24,000.00", -1286000 -> "−12,860.00" (a true minus sign), 0 -> "0.00"."""
    sign = "+" if fen > 0 else "−" if fen < 0 else ""
    return sign + yuan(abs(fen))


def read_amount(said: str | int | float | Decimal, *, unit: int = 1) -> int:
    """What a person or a workbook says is an amount, in fen.

    `unit` is how many yuan one written unit stands for (10 000 when the sheet says 万元).
    Raises ValueError with a whole sentence; an amount is never rounded to make it fit.
    """
    if isinstance(said, bool):
        raise ValueError("这里应该是金额，却是“是/否”。请填数字。")
    if isinstance(said, float):
        return _within_reason(_from_float(said, unit), str(said))
    if isinstance(said, int):
        return _within_reason(said * unit * FEN_PER_YUAN, str(said))
    if isinstance(said, Decimal):
        if not said.is_finite():
            raise ValueError(f"“{said}”不是金额。请填数字。")
        said = format(said, "f")
    return _within_reason(_from_text(said, unit), said)


def _from_float(said: float, unit: int) -> int:
    if not math.isfinite(said * unit * FEN_PER_YUAN):
        raise ValueError(f"“{said}”不是金额。请填数字。")
    near = round(said * unit * FEN_PER_YUAN)
    if near / (unit * FEN_PER_YUAN) == said:
        return near  # the very number that many fen are written as
    exact = Decimal(repr(said)) * unit * FEN_PER_YUAN
    noise = max(_NOISE, Decimal(math.ulp(said)) * unit * FEN_PER_YUAN * 8)
    fen = exact.to_integral_value()
    if abs(exact - fen) > noise:
        raise ValueError(f"“{said}”不是整分的钱数。请写到分，最多两位小数。")
    return int(fen)


def _from_text(said: str, unit: int) -> int:
    shown = said.strip()[:20]
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", said)).translate(_MINUS)
    negative, text = _without_sign(text)
    if not text:
        raise ValueError(
            f"“{shown}”里没有数字。请填金额，比如 1,234.50。" if shown else "金额没有填。请填数字，比如 1,234.50。"
        )
    if "," in text:
        if not _GROUPED.fullmatch(text):
            raise ValueError(f"“{shown}”里的逗号放错了位置。请写成 1,234.56 这样，或者不写逗号。")
        text = text.replace(",", "")
    plain = _PLAIN.fullmatch(text)
    if not plain:
        raise ValueError(_why_not_an_amount(text, shown))
    decimals = plain[2] or plain[3] or ""
    places = 2 + len(str(unit)) - 1
    if len(decimals) > places:
        raise ValueError(f"“{shown}”的小数多于{'两' if places == 2 else '六'}位。钱只记到分，请改成 12.34 这样。")
    whole = (plain[1] or "0").lstrip("0")[
        :20
    ]  # twenty digits are refused as absurd; thousands would take long to convert
    fen = int(whole + decimals.ljust(places, "0"))
    return -fen if negative else fen


def _without_sign(text: str) -> tuple[bool, str]:
    """Takes off ¥, 元, one sign or one pair of parentheses; anything doubled is left for the caller to refuse."""
    bracketed = text.startswith("(") and text.endswith(")")
    text = text[1:-1] if bracketed else text
    text = text.removesuffix("元")
    sign = re.match(r"¥?([+-]?)¥?", text)
    if sign is None or sign[0].count("¥") > 1 or (bracketed and sign[1]):
        return False, text
    return bracketed or sign[1] == "-", text[sign.end() :]


def _why_not_an_amount(text: str, shown: str) -> str:
    if re.fullmatch(r"[0-9.]+[eE][+-]?[0-9]+", text):
        return f"“{shown}”是科学记数法，看不准是多少钱。请写成普通数字，比如 120000.00。"
    if "万" in text or "亿" in text:
        return f"“{shown}”里有“万”或“亿”。请写成以元为单位的数字，比如 35000.00。"
    return f"“{shown}”不是金额。请填数字，比如 1,234.50。"


def _within_reason(fen: int, said: str) -> int:
    if abs(fen) > LARGEST:
        raise ValueError(f"“{said.strip()[:20]}”太大了，村里的账不会有这么多钱。请看看是不是多写了几位。")
    return fen
