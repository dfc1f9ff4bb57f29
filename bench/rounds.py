"""Rounds in turn: one after the other, again and again, so that whatever else the machine does hits all alike."""

from collections.abc import Callable, Mapping
from statistics import median

import msgspec

Measure = Callable[[], float]


class Row(msgspec.Struct, frozen=True):
    """One line of a result: what was measured, both medians with their unit, their ratio and what was to be reached.

    `better` says which ratios reach it: "high" from `reach` up, "low" down to it; empty when none was set.
    """

    what: str
    us: float
    against: str
    other: float
    unit: str
    ratio: float
    reach: float = 0
    better: str = ""

    @property
    def reached(self) -> bool:
        return self.ratio >= self.reach if self.better == "high" else self.ratio <= self.reach


def in_turn(measures: Mapping[str, Measure], rounds: int) -> dict[str, list[float]]:
    """Every measure once per round, each round in the same order; the figures of all rounds by name."""
    found: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            found[name].append(measure())
    return found


def compare(
    what: str,
    found: Mapping[str, list[float]],
    us: str,
    other: str,
    unit: str,
    *,
    reach: float = 0,
    better: str = "",
    faster: bool = False,
) -> Row:
    """The median of the ratios of each round, us to other, and both medians.

    `faster` turns the ratio: how many times the other's time is ours.
    """
    pairs = zip(found[us], found[other], strict=True)
    ratio = median(theirs / mine if faster else mine / theirs for mine, theirs in pairs)
    return Row(what, median(found[us]), other, median(found[other]), unit, ratio, reach, better)
