"""What can go wrong, split by whose fault it is; every message is a sentence for a person."""

from collections.abc import Iterable

import msgspec


class Problem(msgspec.Struct, frozen=True):
    """One thing that is wrong: `says` is a whole sentence with what to do, `where` a cell, line or field."""

    says: str
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where}：{self.says}" if self.where else self.says


class TerminalError(Exception):
    """Anything this program raises on purpose; its text may be shown to the person."""


class NotFound(TerminalError):
    """There is no such thing, or it is not public."""


class NotAllowed(TerminalError):
    """The person may not do this."""


class SignedOut(NotAllowed):
    """Somebody sent a form after being signed out."""


class SettingsError(TerminalError):
    """The settings file is wrong; names file, table and key."""


class LogBroken(TerminalError):
    """The log on disk is not the log that was written."""


class Refused(TerminalError):
    """Bad input: nothing was written, and every problem is listed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse_if(problems: Iterable[Problem]) -> None:
    """Raise Refused with all problems; do nothing when there are none."""
    found = tuple(problems)
    if found:
        raise Refused(found)
