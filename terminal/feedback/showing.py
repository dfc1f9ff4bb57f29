"""One case as the page at the desk shows it: what was said, what happened, what may be done with it now."""

from collections.abc import Sequence
from datetime import date

import msgspec
from flask_babel import gettext as _

from terminal.feedback import deadlines, queries, records, rules, words
from terminal.feedback.pages import EVERY, Tag, due_words, tag
from terminal.feedback.shapes import OUTCOMES, Case, CaseRow, Draft, Find, Step
from terminal.feedback.verbs import Verb, is_open_at_once, verbs
from terminal.staff.queries import Person, active
from terminal.text.masking import NEVER_PUBLIC
from terminal.web.filters import dated, moment, near_day

MOST_MERGES = 200
LONGEST_OPTION = 30  # characters of a case to merge into


class File(msgspec.Struct, frozen=True):
    """A photograph or a voice: `is_voice`, and what it is called on the page."""

    sha256: str
    name: str
    is_voice: bool


class Past(msgspec.Struct, frozen=True):
    """Something that happened: what, who and when, the words that were written."""

    says: str
    who: str
    words: str = ""


class Spot(msgspec.Struct, frozen=True):
    """Something personal in the reply; `key` and `field` name it in the form."""

    find: Find
    key: str
    field: str
    may_overrule: bool


class CasePage(msgspec.Struct, frozen=True):
    """Everything the page of a case shows; `verbs` with whether each stands open."""

    case: Case
    kind: str
    due: str
    tag: Tag
    about: queries.About | None
    files: list[File]
    facts: list[tuple[str, str]]
    steps: list[tuple[str, str]]
    past: list[Past]
    verbs: list[tuple[Verb, bool]]
    spots: list[Spot]
    cadres: list[tuple[str, str]]
    merges: list[tuple[str, str]]
    outcomes: list[tuple[str, str, str]]
    extend_days: int
    rectify_days: int

    @property
    def draft(self) -> Draft | None:
        return self.case.draft

    @property
    def is_waiting(self) -> bool:
        return self.case.draft is not None and self.case.draft.state == "waiting"

    @property
    def is_over(self) -> bool:
        """Answered, and nothing that has to come next."""
        return self.case.state == "answered" and not any(is_open for _verb, is_open in self.verbs)

    def offers(self, *any_of: str) -> bool:
        """Does one of these stand on the page?"""
        return any(verb in any_of for verb, _open in self.verbs)

    @property
    def why_private(self) -> str:
        """Why the answer goes to its reader alone unless somebody decides otherwise; empty when it does not."""
        if self.case.category == "report":
            return _("举报不公开，只答复本人。这是《信访工作条例》第三十条的规定。")
        if rules.private_by_default(self.case.category):
            return _("投诉里常写到具体的人，所以先定为只答复本人。确实要公开，不能让人看出说的是谁。")
        return ""


def page(case: Case, person: Person, today: date) -> CasePage:
    found, rows = verbs(case, person.name, person.roles, today), queries.cases_for(person, today, "open", 1, EVERY).rows
    table = records.table_named(case.deadlines)
    row = next((one for one in rows if one.number == case.number), None) or _row(case)
    return CasePage(
        case=case,
        kind=words.category_name(case.category),
        due=due_words(row) if case.is_open else "",
        tag=tag(row, today),
        about=queries.named(case.about),
        files=_files(case),
        facts=_facts(case),
        steps=_steps(case),
        past=[_received(case), *(_past(step) for step in case.steps)],
        verbs=[(verb, is_open_at_once(verb, place, case)) for place, verb in enumerate(found)],
        spots=[_spot(find) for find in case.draft.finds] if case.draft and not _waits(case) else [],
        cadres=_cadres(case),
        merges=_merges(case, rows) if "merge" in found else [],
        outcomes=[(key, words.outcome_name(key), "") for key in OUTCOMES],
        extend_days=deadlines.longest_extension(table, case.category),
        rectify_days=table.rectify,
    )


def _waits(case: Case) -> bool:
    return case.draft is not None and case.draft.state == "waiting"


def _row(case: Case) -> CaseRow:
    """A case that is not open any more, as the lists have it."""
    same = (
        "number",
        "category",
        "channel",
        "received_on",
        "due_on",
        "provisional",
        "state",
        "handler",
        "level",
        "round",
    )
    given = {name: getattr(case, name) for name in same}
    return CaseRow(**given, gist="", lamp="none", waiting=_waits(case), is_public=case.is_public)


def _files(case: Case) -> list[File]:
    found, photos = [], 0
    for blob in case.attachments:
        is_voice = blob.media_type.startswith("audio/")
        photos += not is_voice
        name = _("录音") if is_voice else _("第 %(place)s 张照片", place=photos)
        found.append(File(blob.sha256, name, is_voice))
    return found


def _facts(case: Case) -> list[tuple[str, str]]:
    came = _("%(day)s，%(way)s", day=dated(case.received_on), way=words.channel_name(case.channel))
    late = _("登记于 %(day)s，登记晚了", day=near_day(case.opened_on)) if case.registered_late else ""
    found = [
        (_("收到"), _("；").join(filter(None, (came, late)))),
        (_("谁写的"), case.name or _("没写姓名")),
        (_("电话"), case.phone),
        (_("谁先受理"), _("%(name)s（首问负责）", name=case.receiver) if case.receiver else ""),
        (_("现在谁办"), (case.handler or _("办公室")) if case.is_open and case.receiver else ""),
        (_("谁要回避"), _("、").join(case.recused)),
        (_("法定最后一天"), dated(case.legal_due_on) if case.legal_due_on else ""),
        (_("怎么评的"), words.level_name(case.level) if case.level else ""),
        (_("索引号"), case.index_no),
    ]
    return [(name, said) for name, said in found if said]


def _steps(case: Case) -> list[tuple[str, str]]:
    """Where it stands: received, taken, written, approved, answered."""
    names = (_("收到"), _("受理"), _("写答复"), _("另一人核准"), _("答复了"))
    at = 1 if case.state == "received" else 3 if _waits(case) else 2
    if case.state in ("answered", "merged"):
        at = 5
    return [(name, "done" if place < at else "now" if place == at else "") for place, name in enumerate(names)]


def _received(case: Case) -> Past:
    return Past(_("收到"), near_day(case.received_on))


def _past(step: Step) -> Past:
    approved = _("%(name)s 核准", name=step.approved_by) if step.approved_by else ""
    who = " · ".join(filter(None, (step.who, approved, moment(step.at))))
    return Past(words.step_name(step.kind), who, "\n".join(filter(None, (_more(step), step.words))))


def _more(step: Step) -> str:
    """What a step says beside its words."""
    match step.kind:
        case "assign":
            return _("转给 %(name)s", name=step.more or _("办公室"))
        case "extend" | "reopen" | "recount":
            return _("改到 %(day)s 前答复", day=near_day(date.fromisoformat(step.more)))
        case "merge":
            return _("并到 %(number)s", number=step.more)
        case "rate":
            return _("；").join((words.level_name(step.level), *map(words.reason_name, step.more.split())))
        case "talk":
            return _("%(day)s 谈的，%(how)s", day=near_day(step.day), how=words.outcome_name(step.more))  # type: ignore[arg-type]  # the event knows no other
    return ""


def _spot(find: Find) -> Spot:
    may = find.kind not in NEVER_PUBLIC and not rules.why_not_overrule(find.kind, "x" * rules.LEAST_REASON)
    return Spot(find, f"{find.field}:{find.place}", f"why-{find.field}-{find.place}", may)


def _cadres(case: Case) -> list[tuple[str, str]]:
    """Whom it may be given to."""
    return [(one.name, one.by) for one in active() if "cadre" in one.roles and one.name not in case.recused]


def _merges(case: Case, rows: Sequence[CaseRow]) -> list[tuple[str, str]]:
    """Open cases it may be merged into: number, and what it says."""
    return [
        (one.number, f"{one.number} {words.category_name(one.category)}：{one.gist[:LONGEST_OPTION]}")
        for one in rows[:MOST_MERGES]
        if one.number != case.number and one.category != "report"
    ]
