"""Why a case may not be opened, asked about, answered, published, taken up again; pure."""

import re
from collections.abc import Collection
from datetime import date

from terminal.errors import Problem
from terminal.feedback.shapes import (
    CATEGORIES,
    CHANNELS,
    KEYED_IN,
    LEVELS,
    LONGEST_TEXT,
    OUTCOMES,
    REASONS,
    Case,
    Draft,
    Find,
    Talk,
)
from terminal.text.days import FIRST_YEAR
from terminal.text.masking import NEVER_PUBLIC, find

NUMBER = re.compile(r"F[0-9]{4}-[0-9]{4,6}")
ABOUT = re.compile(r"/(?:disclosures|projects)/[0-9]{4}-[0-9]{5,7}|/(?:ledger/lines|tables/rows)/[0-9]{1,9}-[0-9]{1,5}")
LONGEST_SAID = 10_000
LONGEST_NAME, LONGEST_PHONE = 20, 30
LEAST_REASON = 4
# Whoever may look over the words of another: the second person.
SECOND = frozenset(("cadre", "supervisor", "approver"))
# In a village and a community, nobody reports on the office to the office. Law: XF (2022) art. 30.
NO_REPORTS = frozenset(("village", "community"))
PRIVATE_BY_DEFAULT = frozenset(("report", "complaint"))


def private_by_default(category: str) -> bool:
    """Reports, and complaints because they name persons, are answered privately unless somebody decides otherwise."""
    return category in PRIVATE_BY_DEFAULT


def why_not_open(category: str, text: str, about: str, channel: str, unit_kind: str) -> list[Problem]:
    """Every reason why this may not become a case of this unit."""
    found = []
    if category not in CATEGORIES:
        found.append(Problem("还没选是哪一类。请在上面选一个。", "类别"))
    if category == "report" and unit_kind in NO_REPORTS:
        found.append(Problem("举报不能交给村里。请选乡镇、县里或者县纪检；纸质的举报信请不要拆，原样转交。", "类别"))
    if channel not in CHANNELS:
        found.append(Problem("请选是怎么收到的。", "来源"))
    if about and not ABOUT.fullmatch(about):
        found.append(Problem("“关于哪一条”填得不对，请从那一条的页面点进来，或者空着。", "关于"))
    return [*found, *why_not_text(text)]


def why_not_text(text: str) -> list[Problem]:
    """A villager may write anything, but something, and no more than fits on a slip."""
    if not text.strip():
        return [Problem("还没写内容。请写几句，或者点一句现成的话。", "内容")]
    if len(text) > LONGEST_TEXT:
        return [Problem(f"写了 {len(text)} 个字，最多 {LONGEST_TEXT} 个。请挑要紧的写。", "内容")]
    return []


def why_not_key_in(channel: str, addressee: str, received_on: date, today: date) -> list[Problem]:
    """What came on paper, by telephone or in person counts from the day it came; letters to others go on unopened."""
    found = []
    if addressee != "village":
        found.append(Problem("写给上级的信不在这里登记，请原样转交。", "交给"))
    if channel not in KEYED_IN:
        found.append(Problem("请选是怎么收到的：纸质意见箱、电话、来访还是来信。", "来源"))
    if received_on > today:
        found.append(Problem(f"收到的日期 {received_on} 还没到，请核对。", "收到日期"))
    if received_on.year < FIRST_YEAR:
        found.append(Problem(f"收到的日期写成了 {received_on.year} 年，请核对。", "收到日期"))
    return found


def why_not_said(text: str, where: str) -> list[Problem]:
    """What the office says: something, not too long, and never an identity or bank number. Law: PIPL art. 25, 28."""
    found = []
    if not text.strip():
        found.append(Problem(f"{where}还是空的。请写清楚，让人看得懂。", where))
    if len(text) > LONGEST_SAID:
        found.append(Problem(f"{where}有 {len(text)} 个字，最多 {LONGEST_SAID} 个。", where))
    if any(hit.kind in NEVER_PUBLIC for hit in find(text)):
        found.append(Problem("这里有身份证号或银行卡号，不能写进去。请遮住或者删掉。", where))
    return found


def why_not_reason(reason: str, says: str, where: str = "原因") -> list[Problem]:
    return [] if len(reason.strip()) >= LEAST_REASON else [Problem(says, where)]


def why_not_touch(case: Case, name: str) -> list[Problem]:
    """It must be open, somebody must have taken it, and whoever keeps out of it keeps out. Law: XF (2022) art. 28."""
    if case.state == "merged":
        return [Problem(f"这一件已经并到 {case.merged_into}，请到那一件去办。")]
    if case.state == "answered":
        return [Problem("这一件已经答复了。要再办，请先重新办理。")]
    if case.state == "received":
        return [Problem("这一件还没有人受理。请先点“受理”。")]
    return why_not_recused(case, name)


def why_not_recused(case: Case, name: str) -> list[Problem]:
    return [Problem("这一件您要回避，不能由您办。")] if name in case.recused else []


def why_not_accept(case: Case, name: str) -> list[Problem]:
    if case.state != "received":
        who = case.receiver or "别人"
        return [Problem(f"这一件已经由{who}受理了。")]
    return why_not_recused(case, name)


def why_not_assign(case: Case, to: str, cadres: Collection[str], recused: str, reason: str) -> list[Problem]:
    """To somebody who works here, has not to keep out, and is not the one who handles it already."""
    found = [] if case.state in ("handling", "asked") else why_not_touch(case, "")
    if to not in cadres:
        found.append(Problem("请选一位村里的办理人。", "交给"))
    elif to in case.recused or to == recused:
        found.append(Problem(f"{to}要回避，不能交给他办。请另选一位。", "交给"))
    elif to == case.handler:
        found.append(Problem(f"这一件本来就是{to}在办。", "交给"))
    if recused:
        found += why_not_reason(reason, "有人要回避的，请写明原因。")
    return found


def needs_second_to_ask(case: Case) -> bool:
    """What is missing is said once, and all of it (一次性告知); a second time needs another person's consent."""
    return case.asks > 0


def why_not_ask(case: Case, missing: str, name: str) -> list[Problem]:
    """The days do not stop while the office waits for more."""
    found = why_not_touch(case, name)
    if case.state == "asked":
        found.append(Problem("已经请对方补充了，还没补来。"))
    return [*found, *why_not_said(missing, "缺什么")]


def why_not_supply(state: str, text: str) -> list[Problem]:
    if state != "asked":
        return [Problem("现在没有要您补充的。")]
    return why_not_text(text)


def why_not_extend(case: Case, days: int, longest: int, reason: str, name: str, today: date) -> list[Problem]:
    """Once, not longer than the first time, and only while there is time left."""
    found = why_not_touch(case, name)
    if case.extended:
        found.append(Problem("只能延长一次，这一件已经延长过了。"))
    if today > case.due_on:
        found.append(Problem(f"{case.due_on} 已经过了。过了期的不能再延长，请尽快答复。"))
    if not 1 <= days <= longest:
        found.append(Problem(f"最多延长 {longest} 个工作日，请写 1 到 {longest}。", "延长"))
    return [*found, *why_not_reason(reason, "请写明为什么要延长，对方看得到。")]


def why_not_reply(case: Case, text: str, public: bool, question: str, answer: str) -> list[Problem]:
    """What may be handed to the second person: an answer, and when it is to be public, all of what is public."""
    found = why_not_said(text, "答复")
    if public:
        found += why_not_column(case, question, answer)
    return found


def why_not_column(case: Case, question: str, answer: str) -> list[Problem]:
    """What may stand in the public column: never a report, never the writer's words as they came."""
    found = [*why_not_said(question, "公开的问题"), *why_not_said(answer, "公开的答复")]
    if case.category == "report":
        found.append(Problem("举报不公开，只答复本人（信访工作条例第三十条）。", "公开"))
    if case.name and question.strip() == case.text.strip():
        found.append(Problem("公开的问题和来信一字不差，别人看得出是谁写的。请换个说法。", "公开的问题"))
    return found


def why_not_finds(found: Collection[Find]) -> list[Problem]:
    return [Problem(one.says, one.where) for one in found]


def why_not_approve(draft: Draft, case: Case, name: str, roles: Collection[str], seen: int) -> list[Problem]:
    """The one who answers is not the one who approves, and nobody approves what has changed under their eyes."""
    if draft.state != "waiting":
        return [Problem("这一件没有在等人同意的答复。")]
    found = why_not_recused(case, name)
    if name in draft.writers:
        found.append(Problem("自己写的不能自己同意。请另一个人来看。"))
    if not SECOND & set(roles):
        found.append(Problem("这一步不归您办。"))
    if draft.revision != seen:
        found.append(Problem("这一件刚才有人改过。请重新看一遍再办。"))
    return found


def why_not_publish(case: Case, question: str, answer: str, name: str) -> list[Problem]:
    """Only what was answered, and is not public yet."""
    found = why_not_recused(case, name)
    if case.state != "answered":
        found.append(Problem("答复了才能公开。"))
    if case.is_public:
        found.append(Problem("这一件已经公开了。"))
    return [*found, *why_not_column(case, question, answer)]


def why_not_unpublish(case: Case, reason: str) -> list[Problem]:
    found = [] if case.is_public else [Problem("这一件没有公开，不用撤。")]
    return [*found, *why_not_reason(reason, "请写明为什么撤下。")]


def why_not_level(level: int, reasons: Collection[str]) -> list[Problem]:
    """One of five, and reasons only from the list: nobody is asked to write."""
    found = [] if level in LEVELS else [Problem("请在五个里面点一个。", "满意")]
    return found if set(reasons) <= set(REASONS) else [*found, Problem("请从列出的原因里选。", "原因")]


def why_not_rate(answered: bool, level: int, wanted: int, reasons: Collection[str]) -> list[Problem]:
    """Once for each answer; nothing is chosen beforehand."""
    if not answered:
        return [Problem("还没有答复，答复了再请您评价。")]
    if level:
        return [Problem("这次答复您已经评价过了，谢谢。")]
    return why_not_level(wanted, reasons)


def why_not_reopen(case: Case, reason: str, name: str) -> list[Problem]:
    """Somebody was not satisfied with the answer that stands. Law: 国办发〔2019〕51号."""
    found = why_not_recused(case, name)
    if case.state != "answered":
        found.append(Problem("还没答复的，不用重新办理。"))
    elif not case.dissatisfied:
        found.append(Problem("没有人对这次答复不满意，不用重新办理。"))
    return [*found, *why_not_reason(reason, "请写明为什么重新办、要改什么。")]


def why_not_talk(case: Case, talk: Talk, today: date) -> list[Problem]:
    """A talk is with somebody who was not satisfied; it says who sat there, what was said and how it ended."""
    found = [] if case.dissatisfied else [Problem("没有人对这次答复不满意，不用记约谈。")]
    if talk.day > today:
        found.append(Problem(f"{talk.day} 还没到，谈过了再记。", "日期"))
    if case.first_answered_on and talk.day < case.first_answered_on:
        found.append(Problem(f"约谈在答复以后。这一件 {case.first_answered_on} 才答复，请核对。", "日期"))
    if not talk.present.strip():
        found.append(Problem("请写明是谁去谈的。", "谁去谈的"))
    if talk.outcome not in OUTCOMES:
        found.append(Problem("请选谈了以后怎么样。", "结果"))
    return [*found, *why_not_said(talk.said, "谈了什么")]


def why_not_merge(case: Case, into: Case, name: str) -> list[Problem]:
    """Both codes will open the same reply, so a private one, which was for one person, takes nobody else in."""
    found = [*why_not_recused(case, name), *why_not_recused(into, name)]
    if not case.is_open:
        found.append(Problem("这一件已经办完了，不用再并。"))
    if case.obj == into.obj:
        found.append(Problem("不能并到自己。请写另一件的编号。", "并到"))
    elif into.state == "merged":
        found.append(Problem(f"{into.number} 自己也并到了 {into.merged_into}，请并到那一件。", "并到"))
    elif into.state == "answered" and not into.is_public:
        found.append(Problem(f"{into.number} 的答复只给本人看，别的件不能并过去。请单独答复。", "并到"))
    if "report" in (case.category, into.category):
        found.append(Problem("举报要单独办，不能并。", "并到"))
    return found


def why_not_overrule(kind: str, reason: str) -> list[Problem]:
    """Identity and bank numbers and the writer's own name never go out, whatever the reason. Law: PIPL art. 25, 28."""
    if kind in NEVER_PUBLIC:
        return [Problem("身份证号和银行卡号不能写进去，请遮住或删掉。", "理由")]
    if kind == "writer":
        return [Problem("写的人是谁，不能公开。请遮住或删掉。", "理由")]
    return why_not_reason(reason, "请写明为什么可以留着。", "理由")
