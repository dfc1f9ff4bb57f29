"""Everything that is looked at before anybody else sees a draft: the rules, the public texts, the scanner."""

from datetime import date, timedelta

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item
from terminal.catalogue.shapes import PERIODIC
from terminal.disclosures import queries as disclosures
from terminal.disclosures.rules import why_not_change, why_not_summary, why_not_text
from terminal.drafts import pasting, rules, scanning
from terminal.drafts.shapes import Draft
from terminal.errors import Problem
from terminal.register.queries import new_since
from terminal.text.days import Period, read_day
from terminal.village.queries import here

BURST = 10  # so many publications on one day are worth a second look
WHOLE_NEEDED = {"4议", "members", "board"}


def item_of(draft: Draft) -> Item:
    """The catalogue item this draft is about. Raises NotFound."""
    return catalogues.catalogue(here().kind).item(draft.item)


def wanted(draft: Draft) -> tuple[rules.Task, ...]:
    """Whose signatures this draft needs, in order."""
    return rules.tasks(item_of(draft).steps, draft.purpose)


def task_of(draft: Draft) -> rules.Task | None:
    """The signature it waits for now."""
    return rules.next_task(wanted(draft), draft.signed) if draft.state == rules.IN_REVIEW else None


def words_of(draft: Draft) -> str:
    """The text as it would be published."""
    said = pasting.whole_text(draft.content.text, draft.content.table)
    return f"本期无发生。原因：{said}" if draft.purpose == "nil" else said


def needs_whole(draft: Draft) -> bool:
    """Decisions say how they came about; so does what a notice comes before or after."""
    said = set(item_of(draft).steps)
    return draft.purpose in ("publish", "revise") and bool(said & WHOLE_NEEDED or draft.stage)


def meetings_of(draft: Draft) -> tuple[str, ...]:
    """What must have met before; a notice goes out before the last decision."""
    return rules.meetings(item_of(draft).steps) if draft.purpose in ("publish", "revise") else ()


def problems(draft: Draft, today: date) -> list[Problem]:
    """Every reason why this may not be handed in; empty when it may."""
    content, item = draft.content, item_of(draft)
    text = words_of(draft)
    found = rules.why_not_words(content.text, content.table, draft.purpose, item.form, len(draft.files))
    if draft.purpose != "aside":
        found += [one for one in why_not_text(content.title, text) if one.where == "标题"]
        found += why_not_summary(content.summary)
        found += rules.other_period(content.title, content.period) if not bad_period(draft, today) else []
    found += bad_period(draft, today) or _early(draft, today)
    found += _bad_day(content.created_on, today)
    whole = content.whole
    parts = (whole.basis, whole.actor, whole.course, whole.discipline, whole.result)
    found += rules.why_not_whole(parts, needs_whole(draft))
    if meetings_of(draft):
        found += rules.why_not_meetings([(one.name, one.day, one.said) for one in content.meetings], today)
    if draft.purpose == "revise":
        current = disclosures.one(here().origin, draft.about, entire=True)
        found += why_not_change(content.reason, current.withdrawn_on)
    found += _twins(draft, text) + _result(draft, today)
    return found + scanning.problems(scanning.standing(draft, item.privacy))


def bad_period(draft: Draft, today: date) -> list[Problem]:
    """Why this is no period of its item."""
    item = item_of(draft)
    if draft.stage == "notice":
        return []
    kinds = (*item.kinds, *(kind for kind in item.or_cadence if kind in "MQHY"))
    if not item.kinds and not draft.content.period:
        return []
    return rules.why_not_period(draft.content.period, kinds, today)


def is_early(draft: Draft, today: date) -> bool:
    """Whether it is public before its period is over; what follows an event may be at any time."""
    if draft.purpose not in ("publish", "nil") or draft.stage or set(item_of(draft).cadence) - set(PERIODIC):
        return False
    return bool(draft.content.period) and Period.read(draft.content.period).last >= today


def _early(draft: Draft, today: date) -> list[Problem]:
    if not is_early(draft, today):
        return []
    return rules.why_not_early(Period.read(draft.content.period), draft.purpose, draft.content.reason, today)


def _bad_day(typed: str, today: date) -> list[Problem]:
    if not typed.strip():
        return []
    try:
        day = read_day(typed, today.year)
    except ValueError as wrong:
        return [Problem(str(wrong), "成文日期")]
    return [Problem(f"成文日期 {day} 还没到，请核对。", "成文日期")] if day > today else []


def _twins(draft: Draft, text: str) -> list[Problem]:
    if draft.purpose not in ("publish", "nil"):
        return []
    twin = disclosures.same_text(here().origin, draft.item, draft.content.period, text)
    return [Problem(f"同样的内容已经公开过了，索引号 {twin}。", "正文")] if twin else []


def _result(draft: Draft, today: date) -> list[Problem]:
    if draft.stage != "result":
        return []
    notices = disclosures.open_notices(here().origin, draft.item)
    chosen = next((one for one in notices if one.index_no == draft.content.follows), None)
    return rules.why_not_result(chosen.notice_until if chosen else None, len(notices), today)


def remarks(draft: Draft, today: date) -> list[str]:
    """What a reader should look at twice; none of it stops anything."""
    found = []
    last = disclosures.newest_of(here().origin, draft.item) if draft.purpose == "publish" else None
    if last and last.text == words_of(draft):
        found.append(f"正文和上一次（{last.index_no}）一个字不差，看看是不是忘了改。")
    found_on = _day(draft.content.created_on, today)
    if found_on and today - found_on > timedelta(days=30):
        found.append(f"成文日期是 {found_on}，已经过了 {(today - found_on).days} 天。公布以后两个日期都看得到。")
    if is_early(draft, today):
        found.append(f"{Period.read(draft.content.period).label()}还没结束，这是提前公开。理由：{draft.content.reason}")
    if (count := sum(new_since(here().origin, today).values())) >= BURST:
        found.append(f"今天已经公布了 {count} 条。集中公布，县里和村民都看得出来。")
    found += [f"{one.by}说“{one.reason}”，没有遮住：{one.shown}。" for one in draft.allowed]
    return found


def _day(typed: str, today: date) -> date | None:
    return None if not typed.strip() or _bad_day(typed, today) else read_day(typed, today.year)
