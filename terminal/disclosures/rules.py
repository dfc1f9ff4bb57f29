"""When a text may become public, be revised or withdrawn; pure."""

from collections.abc import Collection
from datetime import date

from terminal.errors import Problem
from terminal.text.days import FIRST_YEAR
from terminal.text.masking import NEVER_PUBLIC, find

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300


def why_not_text(title: str, text: str) -> list[Problem]:
    """Every reason why a text may not stand in the log at all."""
    found = []
    if not title.strip():
        found.append(Problem("还没写标题。请写一句话说明公开的是什么。", "标题"))
    if len(title) > LONGEST_TITLE:
        found.append(Problem(f"标题有 {len(title)} 个字，最多 {LONGEST_TITLE} 个。请写短些。", "标题"))
    if "\n" in title:
        found.append(Problem("标题要写在一行里。", "标题"))
    if not text.strip():
        found.append(Problem("正文是空的。没有发生的事，请写“本期无发生”和原因。", "正文"))
    return [*found, *_never_public(title, "标题"), *_never_public(text, "正文")]


def _never_public(words: str, where: str) -> list[Problem]:
    """Identity and bank numbers enter no log, by whatever way they come. Law: PIPL art. 25, 28."""
    if any(hit.kind in NEVER_PUBLIC for hit in find(words)):
        return [Problem("这里有身份证号或银行卡号，不能公开。请遮住或者删掉。", where)]
    return []


def _nobody_named(words: str, where: str) -> list[Problem]:
    """Where nothing can be let stand with a reason, a telephone number is refused too."""
    never = _never_public(words, where)
    return never or ([Problem("这里有手机号，不能公开。请删掉。", where)] if find(words) else [])


def why_not_days(created_on: date, published_on: date, today: date) -> list[Problem]:
    """A text is made before it is published, and neither lies in the future."""
    found = []
    if created_on.year < FIRST_YEAR:
        found.append(Problem(f"成文日期写成了 {created_on.year} 年，请核对。", "成文日期"))
    if created_on > published_on:
        found.append(Problem(f"成文日期 {created_on} 比公开日期 {published_on} 还晚，请核对。", "成文日期"))
    if published_on > today:
        found.append(Problem(f"公开日期 {published_on} 还没到，请核对。", "公开日期"))
    return found


def why_not_summary(summary: str) -> list[Problem]:
    if found := _never_public(summary, "内容概述"):
        return found
    if len(summary) > LONGEST_SUMMARY:
        return [Problem(f"内容概述有 {len(summary)} 个字，最多 {LONGEST_SUMMARY} 个。", "内容概述")]
    return []


def why_not_change(reason: str, withdrawn_on: date | None) -> list[Problem]:
    """A revision or withdrawal says why, and what is withdrawn stays as it is. Law: VCOL (2025-10-28) art. 35 (真实)."""
    found = []
    if len(reason.strip()) < 4:
        found.append(Problem("请写明原因，让村民看得懂为什么改。", "原因"))
    if withdrawn_on:
        found.append(Problem(f"这一条 {withdrawn_on} 已经撤下，不能再改。请另外公开一条。"))
    return [*found, *_never_public(reason, "原因")]


def why_not_withdraw(reason: str, withdrawn_on: date | None) -> list[Problem]:
    """A withdrawal is public at once, without a second reader: its reason repeats no number of anybody."""
    found = why_not_change(reason, withdrawn_on)
    return found or _nobody_named(reason, "原因")


def why_not_redact(basis: str, reason: str) -> list[Problem]:
    """Removing for good names the law and the reason, and repeats nothing of what is removed. Law: PIPL art. 47."""
    found = []
    if len(basis.strip()) < 4:
        found.append(Problem("请写明依据哪部法律、哪一条。", "依据"))
    if len(reason.strip()) < 4:
        found.append(Problem("请写明为什么删，不要把要删的内容再写一遍。", "原因"))
    return [*found, *_never_public(basis, "依据"), *_never_public(reason, "原因")]


def why_not_erase(
    wanted: Collection[int], gone: Collection[int], newest: int, withdrawn_on: date | None
) -> list[Problem]:
    """Which versions may be removed: those there are, not yet removed, and no longer what is public."""
    found = [] if wanted else [Problem("请勾出要删的是哪一次公布的。", "哪一次")]
    for number in sorted(set(wanted)):
        if not 1 <= number <= newest:
            found.append(Problem(f"没有第 {number} 次公布。", "哪一次"))
        elif number in gone:
            found.append(Problem(f"第 {number} 次公布的已经删了。", "哪一次"))
        elif number == newest and not withdrawn_on:
            found.append(Problem(f"第 {number} 次公布的现在还公开着。请先改正或者撤下，再删。", "哪一次"))
    return found


def same_text(title: str, text: str, other_title: str, other_text: str) -> list[Problem]:
    """Publishing the same again is no publication."""
    if (title, text) == (other_title, other_text):
        return [Problem("和上次公布的一模一样，没有改动。", "正文")]
    return []


def why_not_object(gist: str, outcome: str, received_on: date, notice_until: date | None, today: date) -> list[Problem]:
    """An objection belongs to a notice, and says what was done about it."""
    found = []
    if notice_until is None:
        found.append(Problem("这一条不是公示，不用记异议。"))
    if len(gist.strip()) < 4:
        found.append(Problem("请写明提的是什么意见，不写是谁提的。", "异议"))
    if len(outcome.strip()) < 4:
        found.append(Problem("请写明怎么核实、怎么答复的。", "处理"))
    if received_on > today:
        found.append(Problem(f"收到的日期 {received_on} 还没到，请核对。", "收到日期"))
    return [*found, *_nobody_named(gist, "异议"), *_nobody_named(outcome, "处理")]
