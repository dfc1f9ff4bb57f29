"""Why a month's sheet may not go on; pure."""

from collections.abc import Collection, Sequence

from terminal.errors import Problem


def why_not_submit(problems: Sequence[Problem]) -> list[Problem]:
    """A sheet with anything wrong in it goes to nobody. Law: VCOL (2025-10-28) art. 35 (真实)."""
    if not problems:
        return []
    return [Problem(f"还有 {len(problems)} 处没改好，不能交上去审。请改好账，重新传表格。")]


def why_not_reason(reason: str) -> list[Problem]:
    """A correction says why, before anybody looks at it."""
    return [] if len(reason.strip()) >= 4 else [Problem("请写明为什么更正，村民会看到这句话。", "原因")]


def why_not_item(codes: Collection[str]) -> list[Problem]:
    """Only units that owe a monthly ledger publish one here."""
    return [] if codes else [Problem("本单位的公开目录里没有按月公开的财务事项，不用在这里传账。")]
