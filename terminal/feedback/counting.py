"""How many were received, answered, in time, satisfied: always with what was counted and out of how many; pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import msgspec

from terminal.feedback.shapes import DISSATISFIED, LEVELS

FEWEST_RATED: Final = 5
NOTHING: Final = "—"
TENTH: Final = Decimal("0.1")
# Every ratio names what it counts; a changed meaning gets a new number.
REPLIED: Final = "feedback.replied/1"  # of those received in the period, answered by now
ON_TIME: Final = "feedback.on-time/1"  # of those due in the period, answered by then; still open ones count as late
SATISFIED: Final = "feedback.satisfied/1"  # of all ratings given in the period, levels 1 to 3
RATED: Final = "feedback.rated/1"  # of those answered in the period, rated by their writers
TALKED: Final = "feedback.talked/1"  # of the dissatisfied ratings of the period, followed by a talk
UNDERSTOOD: Final = "feedback.understood/1"  # of the talks held in the period, ended satisfied or with understanding


class Ratio(msgspec.Struct, frozen=True):
    """A part of a whole. Below `fewest` in the whole nothing is shown, so that nobody can be made out."""

    numerator: int
    denominator: int
    definition: str
    fewest: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"{self.numerator}/{self.denominator} is no part of a whole")

    @property
    def hidden(self) -> bool:
        return self.denominator < self.fewest

    @property
    def percent(self) -> str:
        """One decimal, half up: “75.0%”; never 100 % while one is missing, “—” when there is nothing to count."""
        if not self.denominator or self.hidden:
            return NOTHING
        exact = Decimal(100 * self.numerator) / Decimal(self.denominator)
        rounded = exact.quantize(TENTH, ROUND_HALF_UP)
        if self.numerator < self.denominator:
            rounded = min(rounded, Decimal("99.9"))
        return f"{rounded}%"

    @property
    def text(self) -> str:
        """“3/4（75.0%）”, or “—”."""
        if not self.denominator or self.hidden:
            return NOTHING
        return f"{self.numerator}/{self.denominator}（{self.percent}）"


class Fact(msgspec.Struct, frozen=True):
    """One case: when it came, by when it had to be answered first, when it was; was it rated?"""

    received_on: date
    due_on: date
    answered_on: date | None = None
    rated: bool = False


class Rating(msgspec.Struct, frozen=True):
    """One rating, 1 to 5; `talked`: somebody talked with its writer afterwards."""

    day: date
    level: int
    talked: bool = False


class Talked(msgspec.Struct, frozen=True):
    """One talk and how it ended."""

    day: date
    outcome: str


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """A period of the feedback box in numbers; `levels` counts ratings 1 to 5, empty below five ratings."""

    first: date
    last: date
    received: int
    open: int
    replied: Ratio
    on_time: Ratio
    satisfied: Ratio
    rated: Ratio
    talked: Ratio
    understood: Ratio
    levels: tuple[int, ...]


def _part(definition: str, whole: Iterable[bool], fewest: int = 0) -> Ratio:
    judged = list(whole)
    return Ratio(sum(judged), len(judged), definition, fewest)


def _known(fact: Fact, today: date) -> Fact:
    """The case as it stood on that day: an answer of a later day is none yet."""
    later = fact.answered_on is not None and fact.answered_on > today
    return msgspec.structs.replace(fact, answered_on=None, rated=False) if later else fact


def _is_judged(fact: Fact, today: date) -> bool:
    """Answered, or so late that it counts as late; what still has time is neither."""
    return fact.answered_on is not None or fact.due_on < today


def count(
    facts: Iterable[Fact], ratings: Iterable[Rating], talks: Iterable[Talked], first: date, last: date, today: date
) -> Counts:
    """Everything that is said about a period (both days in it), as it stands on `today`."""
    known = [_known(fact, today) for fact in facts]
    received = [fact for fact in known if first <= fact.received_on <= last]
    due = [fact for fact in known if first <= fact.due_on <= last and _is_judged(fact, today)]
    answered = [fact for fact in known if fact.answered_on and first <= fact.answered_on <= last]
    rated = [one for one in ratings if first <= one.day <= last]
    held = [one for one in talks if first <= one.day <= last]
    bad = [one for one in rated if one.level in DISSATISFIED]
    satisfied = _part(SATISFIED, (one.level not in DISSATISFIED for one in rated), FEWEST_RATED)
    return Counts(
        first=first,
        last=last,
        received=len(received),
        open=sum(fact.answered_on is None for fact in received),
        replied=_part(REPLIED, (fact.answered_on is not None for fact in received)),
        on_time=_part(ON_TIME, (_in_time(fact) for fact in due)),
        satisfied=satisfied,
        rated=_part(RATED, (fact.rated for fact in answered)),
        talked=_part(TALKED, (one.talked for one in bad)),
        understood=_part(UNDERSTOOD, (one.outcome != "not" for one in held)),
        levels=() if satisfied.hidden else _levels(rated),
    )


def _in_time(fact: Fact) -> bool:
    return fact.answered_on is not None and fact.answered_on <= fact.due_on


def _levels(rated: Sequence[Rating]) -> tuple[int, ...]:
    return tuple(sum(one.level == level for one in rated) for level in LEVELS)
