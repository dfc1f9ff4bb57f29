"""Who may confirm a list, and why it may not go out; pure."""

from collections.abc import Collection

from terminal.errors import Problem

WAITING, PUBLIC, RETURNED, DROPPED = "waiting", "public", "returned", "dropped"
MAY_CONFIRM = {"supervisor", "approver"}
MOST_ENTRIES = 300
MOST_FILES = 300
LARGEST_TOGETHER = 200 * 2**20  # bytes
LEAST_REASON = 4
DECIDED = "这一批已经办完了，不用再办。"


def why_not_bring(count: int, size: int) -> list[Problem]:
    """Too many files or too many bytes for one list."""
    if not count:
        return [Problem("还没选文件。请选清单表格和里面写到的文件，再点“查一查”。", "文件")]
    if count > MOST_FILES or size > LARGEST_TOGETHER:
        return [Problem(f"一次最多 {MOST_FILES} 个文件，合起来 200 MB。请分几批。", "文件")]
    return []


def why_not_length(count: int) -> list[Problem]:
    """A list somebody can read through before confirming it."""
    if not count:
        return [Problem("一条也没有读到。请看看清单是不是空的。")]
    if count > MOST_ENTRIES:
        return [Problem(f"这一批有 {count} 条，一次最多 {MOST_ENTRIES} 条。请分几批。")]
    return []


def why_not_decide(
    state: str, brought_by: tuple[int, str], person: tuple[int, str], roles: Collection[str]
) -> list[Problem]:
    """A second person decides, never whoever brought the list. Each person is (id, name).

    Law: VCOL (2025-10-28) art. 37 (supervision), OGI (2019) art. 17 (review before publication).
    """
    if state != WAITING:
        return [Problem(DECIDED)]
    if brought_by[0] == person[0] or brought_by[1] == person[1]:
        return [Problem("自己导入的不能自己确认。请监督委员会或乡镇的人来看。")]
    if not MAY_CONFIRM & set(roles):
        return [Problem("确认要由监督委员会或乡镇审核的人来办。")]
    return []


def why_not_reason(reason: str, finds: int) -> list[Problem]:
    """Personal data that is let stand needs a reason, which is published with the text."""
    if finds and len(reason.strip()) < LEAST_REASON:
        return [Problem(f"有 {finds} 处手机号或姓名没有遮住。确实可以公开的，请写明原因；不可以的，请退回。", "理由")]
    return []


def why_not_return(reason: str) -> list[Problem]:
    if len(reason.strip()) < LEAST_REASON:
        return [Problem("请写明为什么退回，要改哪里。", "原因")]
    return []
