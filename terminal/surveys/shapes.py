"""What a questionnaire is: questions with choices, from one day to another."""

from datetime import date
from typing import Literal

import msgspec

Kind = Literal["choice", "satisfaction"]
# Five levels of satisfaction, best first; the first three count as satisfied.
LEVELS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
SATISFIED = 3


class Question(msgspec.Struct, frozen=True):
    """One question; `choices` is empty for the five levels of satisfaction."""

    text: str
    kind: Kind = "choice"
    choices: tuple[str, ...] = ()

    @property
    def options(self) -> tuple[str, ...]:
        """What one may tap, in order."""
        return LEVELS if self.kind == "satisfaction" else self.choices


class Questionnaire(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked, why, and on which days one may answer (first and last, both included); `publisher` is a key."""

    title: str
    why: str
    questions: tuple[Question, ...]
    starts_on: date
    ends_on: date
    publisher: str = ""
