"""Why a table may not go on; pure."""

from collections.abc import Sequence

from terminal.errors import Problem
from terminal.text.days import Period


def why_not_submit(problems: Sequence[Problem]) -> list[Problem]:
    """A table with anything wrong in it goes to nobody. Law: VCOL (2025-10-28) art. 35 (真实)."""
    if not problems:
        return []
    return [Problem(f"还有 {len(problems)} 处没改好，不能交上去审。请改好表格，重新传。")]


def why_not_reason(reason: str) -> list[Problem]:
    """A correction says why, before anybody looks at it."""
    return [] if len(reason.strip()) >= 4 else [Problem("请写明为什么更正，村民会看到这句话。", "原因")]


def why_not_begun(name: str, period: Period, whose: str) -> Problem:
    """Somebody works on this table already."""
    return Problem(f"{period.label()}的{name}，{whose}已经在办了。请打开那一份，在里面重新传表格。", "期间")
