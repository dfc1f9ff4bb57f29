"""What may be asked, who may publish it, when an answer counts, when counts may be shown; pure."""

import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from terminal.errors import Problem
from terminal.surveys.shapes import SATISFIED, Question, Questionnaire
from terminal.text.masking import NEVER_PUBLIC, find

LONGEST_TITLE, LONGEST_WHY, LONGEST_QUESTION, LONGEST_CHOICE = 40, 200, 40, 16
FEWEST_CHOICES, MOST_CHOICES, MOST_QUESTIONS = 2, 6, 10
LONGEST_DAYS = 92
LEAST_REASON = 4
# Fewer sheets than this are never shown: they would tell what one neighbour thinks.
FEWEST_SHOWN = 3
PAUSE = timedelta(seconds=20)

CHOOSE = "请在下面点一个。"

WRITING, PUBLIC, DROPPED = "writing", "public", "dropped"
MAY_PUBLISH = frozenset({"cadre", "supervisor"})


def why_not_questionnaire(asked: Questionnaire, today: date) -> list[Problem]:
    """Every reason why this may not be asked; `where` is the name of a field."""
    return [*why_not_content(asked), *_why_not_days(asked.starts_on, asked.ends_on, today)]


def why_not_content(asked: Questionnaire) -> list[Problem]:
    """The same without the days that have passed: what no log may hold, whenever it was written."""
    found = _why_not_words(asked.title, "title", "题目", LONGEST_TITLE)
    found += _why_not_words(asked.why, "why", "为什么问", LONGEST_WHY)
    if not asked.questions:
        found.append(Problem("还没有写问题。请至少写一个。", "text-1"))
    if len(asked.questions) > MOST_QUESTIONS:
        found.append(Problem(f"一张问卷最多 {MOST_QUESTIONS} 个问题，多了没有人愿意填完。"))
    for place, question in enumerate(asked.questions, 1):
        found += _why_not_question(question, place)
    return found


def _why_not_words(words: str, where: str, name: str, longest: int) -> list[Problem]:
    if not words.strip():
        return [Problem(f"还没写{name}。", where)]
    if len(words) > longest:
        return [Problem(f"{name}最多 {longest} 个字，现在有 {len(words)} 个。请写短些。", where)]
    if not words.replace("\n", "").isprintable() or ("\n" in words and where != "why"):
        return [Problem(f"{name}只能写一行字。", where)]
    if any(hit.kind in NEVER_PUBLIC for hit in find(words)):
        return [Problem("这里有身份证号或银行卡号，不能公开。请删掉。", where)]
    return []


def _why_not_question(question: Question, place: int) -> list[Problem]:
    found = _why_not_words(question.text, f"text-{place}", f"第 {place} 题", LONGEST_QUESTION)
    if question.kind == "satisfaction":
        return found
    where, choices = f"choices-{place}", question.choices
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        count = f"现在有 {len(choices)} 个"
        found.append(
            Problem(f"第 {place} 题要有 {FEWEST_CHOICES} 到 {MOST_CHOICES} 个答案，一行一个，{count}。", where)
        )
    if len(set(choices)) < len(choices):
        found.append(Problem(f"第 {place} 题有两个答案一模一样。", where))
    for choice in choices:
        found += _why_not_words(choice, where, f"第 {place} 题的每个答案", LONGEST_CHOICE)
    return found


def _why_not_days(starts_on: date, ends_on: date, today: date) -> list[Problem]:
    if starts_on < today:
        return [Problem(f"开始的日子 {starts_on} 已经过了，请改成今天或以后。", "starts_on")]
    if ends_on < starts_on:
        return [Problem("结束的日子比开始的日子还早，请核对。", "ends_on")]
    if (ends_on - starts_on).days >= LONGEST_DAYS:
        return [Problem(f"问卷最长开 {LONGEST_DAYS} 天。", "ends_on")]
    return []


def why_not_publish(state: str, writer: int, person: int, roles: Collection[str], seen: int, now: int) -> list[Problem]:
    """A second person publishes, and exactly what they have read: `seen` and `now` are revisions."""
    if state != WRITING:
        return [Problem("这张问卷已经办完了，不用再办。")]
    if not MAY_PUBLISH & set(roles):
        return [Problem("村干部或监督委员会的人才能发布问卷。")]
    if writer == person:
        return [Problem("自己写的问卷，要请另一位村干部或监督委员会的人来发布。")]
    if seen != now:
        return [Problem("您看的时候，别人又改过了。请重新看一遍再发布。")]
    return []


def state_on(day: date, starts_on: date, ends_on: date, closed_on: date | None) -> str:
    """coming, open or over."""
    if closed_on or day > ends_on:
        return "over"
    return "open" if day >= starts_on else "coming"


def why_not_close(state: str, reason: str) -> list[Problem]:
    if state == "over":
        return [Problem("这张问卷已经结束了。")]
    if len(reason.strip()) < LEAST_REASON:
        return [Problem("请写明为什么提前结束，让填过的人看得懂。", "reason")]
    return []


def read_answers(said: Sequence[str], questions: Sequence[Question]) -> tuple[int, ...]:
    """The choices (from 1) as far as they are choices at all; what comes after the first wrong one is left aside."""
    found = []
    for words, question in zip(said, questions, strict=False):
        number = int(words) if words.isascii() and words.isdigit() and len(words) < 3 else 0
        if not 1 <= number <= len(question.options):
            break
        found.append(number)
    return tuple(found)


def is_chance(form: str) -> bool:
    """Could this be the chance number of a sheet?"""
    return re.fullmatch(r"[0-9a-f]{32}", form) is not None


def please_wait(seconds: int) -> str:
    return f"这台机器上刚刚交过一份。请等 {seconds} 秒，再点“就这样交”。您点的都还在。"


def why_not_answer(state: str, form: str, answers: Sequence[int], questions: Sequence[Question]) -> list[Problem]:
    """Only a whole sheet counts, and only while the questionnaire is open."""
    if state == "coming":
        return [Problem("这张问卷还没开始，到日子再来填。")]
    if state == "over":
        return [Problem("这张问卷已经结束了，没有收下。")]
    if not is_chance(form):
        return [Problem("这张问卷没有填完整，请从头再填一次。")]
    pairs = zip(answers, questions, strict=False)
    if len(answers) != len(questions) or not all(1 <= one <= len(asked.options) for one, asked in pairs):
        return [Problem("还有没答的题。请接着点一个。")]
    return []


def seconds_left(last: datetime | None, now: datetime) -> int:
    """How long the same screen waits before another sheet; a clock that was turned back makes nobody wait."""
    left = PAUSE - (now - last) if last and now >= last else timedelta()
    return max(0, -int(-left.total_seconds() // 1))


def belongs_in_log(sheets: int, last_on: date, today: date, is_over: bool) -> bool:
    """A day's counts enter the log when the day is over and there are enough of them to hide one person in."""
    return sheets > 0 and (is_over or (last_on < today and sheets >= FEWEST_SHOWN))


def may_show(sheets: int) -> bool:
    return sheets >= FEWEST_SHOWN


def permille(part: int, whole: int) -> int:
    """Share in thousandths, half up; nothing of nothing is 0."""
    return (2000 * part + whole) // (2 * whole) if whole else 0


def satisfied(counts: Sequence[int]) -> int:
    """How many of the five levels' counts were satisfied at least on the whole."""
    return sum(counts[:SATISFIED])
