"""Charts as inline SVG, the same source for screen and paper.

No style, no script, no id: colour is `currentColor` (black on paper, `.chart-in` and `.chart-out` on the screen), and
hatches are dashed lines clipped by a nested <svg>, because on paper one drawing sees neither stylesheets nor another's
patterns.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal
from unicodedata import east_asian_width

import msgspec
from flask_babel import gettext as _
from markupsafe import Markup, escape

from terminal.text.money import yuan

Kind = Literal["in", "out"]

FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif"
LONG = 4000  # units; longer and higher than any chart, the clip takes the rest
_SLANT = (
    f'<path transform="skewX(-45)" fill="none" stroke="currentColor" stroke-width="{LONG}" '
    f'stroke-dasharray="3 6" d="M-{LONG // 2} 0H{LONG}"/>'
)
_LEAST = 10  # permille of the track; a thinner bar could not be seen


def _rows(first: int, gap: int, height: int, start: Sequence[str]) -> str:
    return "".join(f"M{start[n % len(start)]} {y}h{LONG}" for n, y in enumerate(range(first, height, gap)))


def _hatch(pattern: int, height: int) -> str:
    """Filling of a shape `height` units high: solid, slant, dot, grid, and round again."""
    match pattern % 4:
        case 0:
            return '<rect width="100%" height="100%" fill="currentColor"/>'
        case 1:
            return _SLANT
        case 2:
            dots = _rows(4, 5, height, ("4", "9"))
            return (
                '<path fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round" '
                f'stroke-dasharray="0 10" d="{dots}"/>'
            )
        case _:
            return (
                f'<path fill="none" stroke="currentColor" stroke-width="2" d="{_rows(4, 8, height, "0")}"/>'
                f'<path fill="none" stroke="currentColor" stroke-width="{LONG}" stroke-dasharray="2 6" d="M4 0h{LONG}"/>'
            )


def filled(x: str, y: str, width: str, height: str, pattern: int, rows: int) -> str:
    """A hatched rectangle with an edge."""
    return (
        f'<svg x="{x}" y="{y}" width="{width}" height="{height}">'
        f'<rect class="chart-tint" width="100%" height="100%" fill="none"/>{_hatch(pattern, rows)}'
        '<rect width="100%" height="100%" fill="none" stroke="currentColor" stroke-width="4"/></svg>'
    )


def bar(share_permille: int, kind: Kind, pattern_index: int, label: str) -> Markup:
    """One horizontal bar, 0 to 1000 of its track; its size comes from the stylesheet. `label` is a whole phrase."""
    share = max(0, min(share_permille, 1000))
    shape = filled("0", "0", f"{share / 10:g}%", "100%", pattern_index, 40) if share else ""
    return Markup(
        f'<svg role="img" class="chart-bar chart-{kind}" width="100%" height="28"><title>{escape(label)}</title>'
        f'<rect class="track" width="100%" height="100%" fill="none"/>{shape}</svg>'
    )


class Bar(msgspec.Struct, frozen=True):
    """One part of a sum: its name, money, share in words (“47.8%”) and picture."""

    name: str
    fen: int
    permille: int
    share: str
    picture: Markup

    @property
    def amount(self) -> str:
        return yuan(self.fen)


def bars(parts: Sequence[tuple[str, int]], kind: Kind) -> tuple[Bar, ...]:
    """Parts of a sum (name, fen), largest first; the shares of all parts above zero add up to 100.0 %.

    A part below zero (a correction) keeps its amount and has no share.
    """
    ordered = sorted(parts, key=lambda part: -part[1])
    shares = _permille([max(fen, 0) for _name, fen in ordered])
    return tuple(
        _bar(*part, share, kind, place) for place, (part, share) in enumerate(zip(ordered, shares, strict=True))
    )


def _bar(name: str, fen: int, permille: int, kind: Kind, place: int) -> Bar:
    if fen <= 0:
        share = "—"
    elif permille == 0:
        share = _("不到0.1%")
    else:
        share = f"{permille / 10:.1f}%"
    shown = max(permille, _LEAST) if fen > 0 else 0
    says = _("%(part)s占%(share)s", part=name, share=share)
    return Bar(name, fen, permille, share, bar(shown, kind, place, says))


def _permille(amounts: Sequence[int]) -> list[int]:
    """Largest remainders: whole permilles that add up to 1000."""
    total = sum(amounts)
    if not total:
        return [0] * len(amounts)
    shares = [amount * 1000 // total for amount in amounts]
    by_rest = sorted(range(len(amounts)), key=lambda n: -(amounts[n] * 1000 % total))
    for n in by_rest[: 1000 - sum(shares)]:
        shares[n] += 1
    return shares


class _Axis(msgspec.Struct, frozen=True):
    """A money axis: from `low` to `high` fen in round steps, drawn between `top` and `bottom`."""

    low: int
    high: int
    step: int
    top: int
    bottom: int

    @classmethod
    def around(cls, amounts: Sequence[int], top: int, bottom: int) -> "_Axis":
        low, high = min(0, *amounts), max(0, *amounts)
        step = _round_step(max(high - low, 400))
        return cls(low // step * step, -(-high // step) * step or (0 if low else step), step, top, bottom)

    def y(self, fen: int) -> float:
        return round(self.bottom - (fen - self.low) * (self.bottom - self.top) / (self.high - self.low), 1)

    @property
    def unit(self) -> tuple[int, str]:
        """How many fen one number on the axis stands for, and its name."""
        largest = max(self.high, -self.low)
        if largest >= 10_000_000_000:
            return 10_000_000_000, _("亿元")
        return (1_000_000, _("万元")) if largest >= 10_000_000 else (100, _("元"))

    def drawn(self, left: int, right: int) -> str:
        """Grid lines with their numbers, the zero line strongest."""
        return "".join(self._line(fen, left, right) for fen in range(self.low, self.high + 1, self.step))

    def _line(self, fen: int, left: int, right: int) -> str:
        y = self.y(fen)
        width, opacity = (3, 1) if fen == 0 else (1, 0.4)
        number = f"{fen / self.unit[0]:,.2f}".rstrip("0").rstrip(".").replace("-", "−")
        return (
            f'<path class="chart-grid" stroke="currentColor" stroke-opacity="{opacity}" stroke-width="{width}" d="M{left} {y}H{right}"/>'
            f'<text x="{left - 10}" y="{y + 8}" text-anchor="end">{number}</text>'
        )


def _round_step(span: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, … yuan that cuts `span` fen into at most five."""
    step = 100
    while True:
        for times in (1, 2, 5):
            if step * times * 5 >= span:
                return step * times
        step *= 10


LEFT, TOP, BOTTOM, HEIGHT, LETTER = 110, 56, 340, 390, 25


def _frame(title: str, says: Sequence[str], inside: str, width: int) -> Markup:
    return Markup(
        f'<svg role="img" class="chart" viewBox="0 0 {width} {HEIGHT}" fill="currentColor" font-family="{FONTS}" font-size="{LETTER}">'
        f"<title>{escape(title)}</title><desc>{escape(''.join(says))}</desc>{inside}</svg>"
    )


def _breadth(words: str) -> float:
    return sum(LETTER if east_asian_width(letter) in "WF" else LETTER * 0.6 for letter in words)


def _names(labels: Sequence[str], group: float) -> str:
    """Names under the axis, every n-th when there is no room for all."""
    longest = max(_breadth(label) for label in labels)
    every = max(1, -(-int(longest) // int(group)))
    return "".join(
        f'<text x="{LEFT + group * (n + 0.5):.1f}" y="{BOTTOM + 36}" text-anchor="middle">{escape(label)}</text>'
        for n, label in enumerate(labels)
        if n % every == 0
    )


def columns(months: Sequence[tuple[str, int, int]], title: str, *, width: int = 960) -> Markup:
    """Income and spending side by side: (name, income fen, expense fen) for each month or quarter, at least one.

    `width` is the drawing's width in units; letters are 24 of them high, so give about the pixels it gets on the screen.
    """
    axis = _Axis.around([fen for _name, *pair in months for fen in pair], TOP, BOTTOM)
    group = (width - LEFT - 10) / len(months)
    drawn = [
        _column(axis, LEFT + group * (n + side * 0.4 + 0.1), group * 0.36, fen, side)
        for n, (_name, *pair) in enumerate(months)
        for side, fen in enumerate(pair)
    ]
    says = [
        _("%(name)s收入%(income)s元，支出%(expense)s元。", name=name, income=yuan(income), expense=yuan(expense))
        for name, income, expense in months
    ]
    names = _names([name for name, *_pair in months], group)
    return _frame(title, says, _legend(axis, width) + axis.drawn(LEFT, width) + "".join(drawn) + names, width)


def _column(axis: _Axis, x: float, width: float, fen: int, side: int) -> str:
    if not fen:
        return ""
    above, below = sorted((axis.y(fen), axis.y(0)))
    height = max(below - above, 2)
    shape = filled(f"{x:.1f}", f"{above:.1f}", f"{width:.1f}", f"{height:.1f}", side, int(height) + 8)
    return f'<g class="chart-{"out" if side else "in"}">{shape}</g>'


def _legend(axis: _Axis, width: int) -> str:
    """What solid and hatched mean, at the left; the unit of the axis, at the right."""
    signs = "".join(
        f'<g class="chart-{kind}">{filled(str(x), "8", "40", "24", side, 24)}</g>'
        f'<text x="{x + 52}" y="29">{escape(word)}</text>'
        for side, (kind, x, word) in enumerate((("in", LEFT, _("收入")), ("out", LEFT + 190, _("支出"))))
    )
    return signs + _unit(axis, width)


def _unit(axis: _Axis, width: int) -> str:
    says = escape(_("单位：%(unit)s", unit=axis.unit[1]))
    return f'<text x="{width - 4}" y="29" text-anchor="end">{says}</text>'


def balance_line(balances: Sequence[tuple[str, int]], title: str, *, width: int = 960) -> Markup:
    """What was left at the end of each month: (name, fen), at least one, joined by a line. `width` as in columns."""
    axis = _Axis.around([fen for _name, fen in balances], TOP, BOTTOM)
    group = (width - LEFT - 10) / len(balances)
    points = [(round(LEFT + group * (n + 0.5), 1), axis.y(fen)) for n, (_name, fen) in enumerate(balances)]
    line = "".join(f"M{x} {y}L{to_x} {to_y}" for (x, y), (to_x, to_y) in pairwise(points))
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="7" fill="currentColor"/>' for x, y in points)
    says = [_("%(name)s结余%(balance)s元。", name=name, balance=yuan(fen)) for name, fen in balances]
    drawn = f'<g class="chart-left"><path fill="none" stroke="currentColor" stroke-width="4" d="{line}"/>{dots}</g>'
    names = _names([name for name, _fen in balances], group)
    return _frame(title, says, _unit(axis, width) + axis.drawn(LEFT, width) + drawn + names, width)
