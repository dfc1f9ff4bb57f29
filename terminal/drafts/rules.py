"""Which steps a draft goes through, who may take them, and why it may not go on; pure."""

from collections.abc import Collection, Sequence
from datetime import date

import msgspec

from terminal.errors import Problem
from terminal.text.days import Period, read_day, say_day
from terminal.text.masking import find

Task = str
# What stands between a text and the public: who looks at what.
REVIEW, SUPERVISE, FINANCE, APPROVE = "review", "supervise", "finance", "approve"
TASK_NAMES = {REVIEW: "保密审查", SUPERVISE: "监督委员会审核", FINANCE: "民主理财签字", APPROVE: "乡镇审核"}
MAY = {
    REVIEW: {"cadre", "approver", "supervisor"},
    SUPERVISE: {"supervisor"},
    FINANCE: {"supervisor"},
    APPROVE: {"approver"},
}
ABOVE = {"township", "street", "district-finance", "legality", "congress"}
PRIVATE = {"PM", "PM-strong"}
FOUR_STEPS = ("村党组织提议", "村“两委”商议", "党员大会审议", "村民会议或村民代表会议决议")
MEETINGS = {
    "4议": FOUR_STEPS,
    "members": ("成员（代表）大会决议",),
    "board": ("理事会商议",),
    "election": ("选举大会",),
    "discussion": ("村民协商",),
    "congress": ("人民代表大会",),
}
LEAST_TEXT = 10
LONGEST_TEXT = 40_000
UNSEEN = "unseen"  # a find that stands for others which are not listed
LEDGER, TABLE, PROJECT = "ledger", "table", "project"  # stages of what has pages of its own
WRITING, IN_REVIEW, READY, PUBLIC, DROPPED = "writing", "review", "ready", "public", "dropped"


class Signed(msgspec.Struct, frozen=True):
    """A step somebody has taken in this round."""

    task: Task
    person: int


def tasks(steps: Collection[str], purpose: str) -> tuple[Task, ...]:
    """Who must look at this before it is public, in order; at least one second person, whatever the item.

    Law: VCOL (2025-10-28) art. 37 (supervision), OGI (2019) art. 17 (review before publication).
    """
    found = []
    said = set(steps)
    if purpose == "aside":
        return (APPROVE,)
    if purpose != "nil" and ("CR" in said or said & PRIVATE):
        found.append(REVIEW)
    if "SC" in said or "4议" in said:
        found.append(SUPERVISE)
    if "FG" in said:
        found.append(FINANCE)
    if said & ABOVE:
        found.append(APPROVE)
    return tuple(found) or (REVIEW,)


def next_task(wanted: Sequence[Task], signed: Collection[Signed]) -> Task | None:
    """The step that comes now; None when all are done."""
    done = {one.task for one in signed}
    return next((task for task in wanted if task not in done), None)


def why_not_sign(
    task: Task | None, person: int, roles: Collection[str], author: int, signed: Collection[Signed], others: bool
) -> list[Problem]:
    """Nobody signs for their own text, nor twice, unless nobody else has the role (`others`: somebody else could)."""
    if task is None:
        return [Problem("这一条不用再签了。")]
    if person == author:
        return [Problem("自己写的不能自己审。请另一个人来看。")]
    if not MAY[task] & set(roles):
        return [Problem(f"{TASK_NAMES[task]}不归您签。")]
    if any(one.person == person for one in signed) and others:
        return [Problem("您前面已经签过一步，这一步请另一个人来签。")]
    return []


def why_not_return(reason: str) -> list[Problem]:
    if len(reason.strip()) < 4:
        return [Problem("请写明为什么退回，要改哪里。", "原因")]
    return []


def why_not_words(text: str, table: str, purpose: str, forms: Collection[str], files: int) -> list[Problem]:
    """Empty text, missing table or file. `forms` are the catalogue's: T text, B table, F finance, D file."""
    bare = "".join((text + table).split())
    if purpose in ("nil", "aside"):
        return [] if len("".join(text.split())) >= 4 else [Problem("请写明原因，村民看得懂就行。", "正文")]
    found = []
    if len(text) > LONGEST_TEXT:
        found.append(Problem(f"正文有 {len(text)} 个字，最多 {LONGEST_TEXT} 个。请把细表作为附件。", "正文"))
    if not bare:
        found.append(Problem("正文是空的。没有发生的事，请点“本期无发生”。", "正文"))
    elif len(bare) < LEAST_TEXT and not files:
        found.append(Problem(f"正文只有 {len(bare)} 个字，村民看不明白。请写清楚。", "正文"))
    if set(forms) == {"D"} and not files:
        found.append(Problem("这一项要把文件本身放上来。请先传附件。", "附件"))
    if "附件" in text and not files:
        found.append(Problem("正文里写了“附件”，却没有附件。请传上来，或者改掉这句话。", "附件"))
    return found


def why_not_period(period: str, kinds: Collection[str], today: date) -> list[Problem]:
    """The period must be one this item is published for, and must have begun."""
    if not period:
        return [Problem("请选这是哪一期的。", "期间")] if kinds else []
    try:
        found = Period.read(period)
    except ValueError as wrong:
        return [Problem(str(wrong), "期间")]
    if kinds and found.kind not in kinds:
        return [Problem(f"这一项不按这样的期间公开：{found.label()}。", "期间")]
    if found.first > today:
        return [Problem(f"{found.label()}还没到，请核对是哪一期。", "期间")]
    return []


def why_not_early(period: Period, purpose: str, reason: str, today: date) -> list[Problem]:
    """A period that is not over: a plan may be public before, with a reason; that nothing happened cannot be known."""
    if period.last < today:
        return []
    ends = f"{period.label()}到{say_day(period.last)}才结束"
    if purpose == "nil":
        return [Problem(f"{ends}，现在还不能说“本期无发生”。请结束以后再写。", "期间")]
    if len(reason.strip()) < 4:
        return [Problem(f"{ends}。请核对是哪一期；确实要提前公开的，请写明为什么。", "原因")]
    return []


def other_period(title: str, period: str) -> list[Problem]:
    """The title names a period of the same kind, but another one."""
    if not period:
        return []
    mine = Period.read(period)
    near, around = mine, []
    for _ in range(8):
        near = near.previous()
        around.append(near)
    if mine.label() not in title and (wrong := next((one for one in around if one.label() in title), None)):
        return [Problem(f"标题写的是{wrong.label()}，这一条是{mine.label()}的，请核对。", "标题")]
    return []


def why_not_whole(whole: Collection[str], needed: bool) -> list[Problem]:
    """Wholeness: decisions and notices say on what basis, by whom, how, under which rules, with what result."""
    if needed and not any(one.strip() for one in whole):
        return [Problem("这一项要让村民看到怎么办的。请至少写“办事过程”或“办事依据”。", "过程")]
    return []


def why_not_meetings(said: Sequence[tuple[str, str, str]], today: date) -> list[Problem]:
    """Each step of the decision has its day; days do not run backwards. `said`: (name, day as typed, what came out)."""
    found, last = [], None
    for place, (name, typed, _) in enumerate(said):
        try:
            day = read_day(typed, today.year)
        except ValueError as wrong:
            found.append(Problem(f"{name}：{wrong}", f"会议{place}"))
            continue
        if day > today:
            found.append(Problem(f"{name}的日期 {day} 还没到，请核对。", f"会议{place}"))
        elif last and day < last:
            found.append(Problem(f"{name}的日期 {day} 比前一步还早，请核对。", f"会议{place}"))
        last = day
    return found


def meetings(steps: Collection[str]) -> tuple[str, ...]:
    """What must have met and decided before this item may be public, in order."""
    return tuple(name for step in steps for name in MEETINGS.get(step, ()))


def why_not_result(notice_until: date | None, open_notices: int, today: date) -> list[Problem]:
    """A result comes after its notice has ended."""
    if notice_until and notice_until >= today:
        return [Problem(f"公示到 {notice_until} 才满，满了才能公布结果。", "公示")]
    if open_notices and notice_until is None:
        return [Problem("请选这是哪一次公示的结果。", "公示")]
    return []


def why_not_schedule(day: date, today: date) -> list[Problem]:
    if day <= today:
        return [Problem("定时公布要选明天或以后的日子；今天就公布，请点“现在公布”。", "公布日期")]
    if (day - today).days > 92:
        return [Problem("最多提前三个月定。请选近一点的日子。", "公布日期")]
    return []


def why_not_overrule(reason: str, kinds: Collection[str]) -> list[Problem]:
    """Identity and bank numbers never go out, whatever the reason. Law: PIPL art. 28."""
    if set(kinds) & {"identity", "bank"}:
        return [Problem("身份证号和银行卡号不能公开，请遮住或删掉。", "理由")]
    if UNSEEN in kinds:
        return [Problem("没有列出来的，不能放过去。请打开原来的文件，改好再传。", "理由")]
    if len(reason.strip()) < 4:
        return [Problem("请写明为什么可以公开。", "理由")]
    if find(reason):
        return [Problem("理由里有号码，不能公开。理由会记进登记簿，请删掉号码。", "理由")]
    return []
