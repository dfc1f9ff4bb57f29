"""Amounts side by side as horizontal bars, each with its name and its figure: the same drawing on screen and paper.

What a bar says is written beside it to the fen, so that nobody has to measure; bars that stand together are one thing
said several times (this year and last, this village and the middle one).
"""

from collections.abc import Sequence

import msgspec
from flask_babel import gettext as _
from markupsafe import Markup, escape

from terminal.paper.chart import FONTS, LETTER, Kind, filled
from terminal.text.money import yuan

NAME, THICK, GAP, BETWEEN = 34, 28, 6, 14  # units: room for a name, a bar, the next bar, the next thing
ROOM = 250  # units at the right for a figure: “9,999,999,999.99” has about 240
WIDTH = 960
_LEAST = 3  # units; a thinner bar could not be seen


class Row(msgspec.Struct, frozen=True):
    """One thing and what it came to, in fen, once for each of the series."""

    name: str
    fen: tuple[int, ...]


def rows(things: Sequence[Row], series: Sequence[str], title: str, kind: Kind, *, width: int = WIDTH) -> Markup:
    """Bars from a common zero; amounts below zero are drawn to its left. `series` names what the bars of a thing are;
    with one series no names are drawn. At least one thing.
    """
    amounts = [fen for thing in things for fen in thing.fen]
    low, high = min(0, *amounts), max(0, *amounts)
    scale = (width - ROOM) / max(high - low, 1)
    zero = round(-low * scale, 1)
    top = NAME + BETWEEN if len(series) > 1 else 0
    drawn, y = [_names(series, kind)] if top else [], top
    for thing in things:
        drawn.append(f'<text x="0" y="{y + LETTER}">{escape(thing.name)}</text>')
        for place, fen in enumerate(thing.fen):
            drawn.append(_bar(fen, place, y + NAME + place * (THICK + GAP), scale, zero, kind, width))
        y += NAME + len(thing.fen) * (THICK + GAP) + BETWEEN
    says = "".join(_said(thing, series) for thing in things)
    return Markup(
        f'<svg role="img" class="chart" viewBox="0 0 {width} {y}" fill="currentColor" font-family="{FONTS}" font-size="{LETTER}">'
        f"<title>{escape(title)}</title><desc>{escape(says)}</desc>{''.join(drawn)}</svg>"
    )


def _said(thing: Row, series: Sequence[str]) -> str:
    if len(series) == 1:
        return _("%(name)s%(amount)s元。", name=thing.name, amount=yuan(thing.fen[0]))
    parts = _("，").join(
        _("%(name)s%(amount)s元", name=name, amount=yuan(fen)) for name, fen in zip(series, thing.fen, strict=True)
    )
    return _("%(name)s：%(parts)s。", name=thing.name, parts=parts)


def _bar(fen: int, place: int, y: int, scale: float, zero: float, kind: Kind, width: int) -> str:
    """A bar and its figure at the right edge, all figures below one another."""
    length = max(round(abs(fen) * scale, 1), _LEAST) if fen else 0
    x = zero - length if fen < 0 else zero
    shape = filled(f"{x:.1f}", str(y), f"{length:.1f}", str(THICK), place, THICK + 8) if length else ""
    weight = ' font-weight="700"' if place == 0 else ""
    return (
        f'<g class="chart-{kind}">{shape}</g>'
        f'<text x="{width - 2}" y="{y + LETTER - 2}" text-anchor="end"{weight}>{yuan(fen)}</text>'
    )


def _names(series: Sequence[str], kind: Kind) -> str:
    """What solid and hatched bars are, above them."""
    drawn, x = [], 0
    for place, name in enumerate(series):
        drawn.append(f'<g class="chart-{kind}">{filled(str(x), "2", "40", "24", place, 24)}</g>')
        drawn.append(f'<text x="{x + 52}" y="23">{escape(name)}</text>')
        x += 90 + LETTER * max(len(name), 4)
    return "".join(drawn)
