"""What may be done with a sealed letter now, and by whom; pure."""

from terminal.county.letters.shapes import LONGEST, Letter, Waits
from terminal.errors import Problem

LEAST = 2  # characters of an answer


def needs_second(letter: Letter, step: str) -> bool:
    """An answer, and asking a second time (一次性告知), go out only with another person's consent."""
    return step == "answered" or (step == "asked" and letter.asks > 0)


def why_not_step(letter: Letter, step: str) -> list[Problem]:
    """Every reason why this may not be done now."""
    if not letter.is_open:
        return [Problem("这封信已经答复了，不能再办。")]
    if letter.waits and letter.waits.state == "waiting":
        return [Problem("这封信有一份在等另一个人同意。要改，请先退回来。")]
    if step == "received" and letter.state != "new":
        return [Problem("这封信已经受理过了。")]
    if step in ("asked", "answered") and letter.state == "new":
        return [Problem("请先受理，再请对方补充或者答复：受理那天起，写信的人就知道有人在办。")]
    if step == "asked" and letter.state == "asked":
        return [Problem("已经请对方补充了，还没补来。")]
    return []


def why_not_words(step: str, text: str) -> list[Problem]:
    """Something must be said, but for taking it up; never too much for one page of the age file."""
    says = {"asked": "请写明缺什么，一次写全。", "answered": "请写答复。", "passed": "请写明为什么转、转给谁办。"}
    if step in says and len(text.strip()) < LEAST:
        return [Problem(says[step], "内容")]
    if len(text) > LONGEST:
        return [Problem(f"最多 {LONGEST} 个字，现在有 {len(text)} 个。", "内容")]
    return []


def why_not_approve(waits: Waits | None, seen: int, name: str) -> list[Problem]:
    """The one who answers is not the one who approves, and nobody approves what has changed under their eyes."""
    if waits is None or waits.state != "waiting":
        return [Problem("这封信没有在等人同意的答复。")]
    if waits.id != seen:
        return [Problem("这一份刚才有人改过。请重新看一遍再办。")]
    if waits.writer == name:
        return [Problem("自己写的不能自己同意。请本单位的另一个人来看。")]
    return []


def why_not_back(waits: Waits | None, seen: int, reason: str, name: str) -> list[Problem]:
    """Given back with a reason; whoever wrote it takes it back without one."""
    if waits is None or waits.state != "waiting" or waits.id != seen:
        return [Problem("这一份刚才有人改过。请重新看一遍再办。")]
    if waits.writer != name and len(reason.strip()) < LEAST:
        return [Problem("请写明为什么退回，要改哪里。", "原因")]
    return []
