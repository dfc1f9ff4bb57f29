"""Whether the tables, from which every page is made, say of a publication what the log says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from terminal.disclosures import queries as disclosures
from terminal.errors import NotFound
from terminal.ledger import events as ledger_events
from terminal.ledger import queries as ledger
from terminal.ledger.models import Sheet
from terminal.projects import events as project_events
from terminal.projects import queries as projects
from terminal.projects.models import Project
from terminal.proof import queries
from terminal.proof.queries import Line
from terminal.register.models import Entry
from terminal.tables import events as table_events
from terminal.tables import queries as tables
from terminal.tables.models import PublicTable

# What people call a field; the rest is “别的内容”.
LABELS = {
    "title": "标题", "text": "正文", "form": "正文的写法", "summary": "概述", "doc_no": "文号", "responsible": "责任单位",
    "basis": "依据", "signers": "签字", "attachments": "附件", "created_on": "成文日期", "published_on": "公布日期",
    "first_published_on": "公布日期", "display_until": "展示到哪天", "registered_at": "登记时间", "reason": "更正原因",
    "index_no": "索引号", "number": "编号", "item": "公开事项", "group": "类别", "period": "期间", "publisher": "公开主体",
    "fingerprint": "指纹", "log_seq": "登记号", "versions": "公布次数", "version": "第几次公布", "current": "现在是哪一次",
    "withdrawn_on": "撤下日期", "withdrawn_why": "撤下原因", "state": "有没有撤下", "path": "地址",
    "account": "账户", "account_name": "账户", "account_set": "科目", "opening_fen": "期初", "closing_fen": "期末",
    "income_fen": "收入", "expense_fen": "支出", "income_count": "收入笔数", "expense_count": "支出笔数",
    "notices": "提示", "lines": "每一笔", "rows": "每一行", "sort": "哪一种表", "columns": "有哪些栏", "whole": "办理情况", "meetings": "议定经过", "follows": "公示的索引号",
    "notice_until": "公示到哪天", "overruled": "核查记录", "nil": "本期无发生",
    "edition": "项目的内容",
}  # fmt: skip
OTHER = "别的内容"


class Story(msgspec.Struct, frozen=True):
    """All the log says about one thing: how it began, every publication of it, how it ended."""

    first: Any
    spoken: tuple[Line, ...]
    last: Any

    @property
    def number_in_address(self) -> str:
        return str(self.first.index_no.rpartition("/")[2])

    def number(self, line: Line) -> int:
        """Which publication of this thing the line is, from 1."""
        return sum(one.row.seq <= line.row.seq for one in self.spoken)


def story_of(lines: Iterable[Line]) -> Story:
    """The lines about one thing, read together."""
    found = tuple(lines)
    spoken = tuple(line for line in found if line.said)
    ends = [line.event for line in found if hasattr(line.event, "withdrawn_on")]
    return Story(
        first=next((line.event for line in spoken if hasattr(line.event, "index_no")), None),
        spoken=spoken,
        last=ends[-1] if ends else None,
    )


def table_wrongs(line: Line, story: Story) -> Iterator[str]:
    """A whole sentence for everything that the tables say otherwise than the log."""
    if story.first is None:
        return
    try:
        compare = next((how for name, how in SAID if hasattr(line.event, name)), _text)
        differing = [*compare(line, story), *_entry(story)]
    except NotFound:
        yield "登记簿里有这一条，屏上却没有了。"
    except ValueError:
        yield "屏上的这一条被人动过，读不懂了。"
    else:
        if differing:
            yield f"屏上的和登记的不一样：{'、'.join(dict.fromkeys(differing))}。"


def _differing(expected: Mapping[str, Any], shown: object) -> list[str]:
    """What people call the fields that are not as expected; fields that are not shown count for nothing."""
    return [LABELS.get(name, OTHER) for name, said in expected.items() if getattr(shown, name, said) != said]


def _expected(line: Line, story: Story) -> dict[str, Any]:
    """What any table must say about this publication."""
    return {
        **{name: getattr(line.said, name) for name in line.said.__struct_fields__ if name != "lines"},
        **{name: getattr(story.first, name) for name in ("index_no", "publisher", "period", "item")},
        "reason": getattr(line.event, "reason", ""),
        "withdrawn_on": story.last.withdrawn_on if story.last else None,
        "withdrawn_why": story.last.reason if story.last else "",
    }


def _of_line(line: Line) -> dict[str, Any]:
    """What the row of this very version must say beside."""
    header = line.header
    if header is None:
        return {}
    return {"registered_at": header.moment, "fingerprint": header.body, "log_seq": header.seq, "obj": header.obj}


def _text(line: Line, story: Story) -> list[str]:
    number = story.number(line)
    shown = disclosures.one(line.row.origin, story.number_in_address, number, entire=True)
    beside = {"version": number, "versions": len(story.spoken)}
    return _differing(_expected(line, story) | _of_line(line) | beside, shown)


def _sheet(line: Line, story: Story) -> list[str]:
    origin, sheet = line.row.origin, line.said
    shown = next((one for one in _versions(line, story) if one.log_seq == line.row.seq), None)
    if shown is None:
        raise NotFound("没有这一版。")
    account = story.first.account
    sums = {f"{name}_fen": sheet.sum(way) for name, way in (("income", "in"), ("expense", "out"))}
    counts = {f"{name}_count": sheet.count(way) for name, way in (("income", "in"), ("expense", "out"))}
    beside = {"account": account.key, "account_name": account.name, "current": story.spoken[-1].row.seq}
    beside["number"] = _place(line, story)
    found = _differing(_expected(line, story) | _of_line(line) | sums | counts | beside, shown)
    return found if ledger.all_lines(origin, line.row.seq) == sheet.lines else [*found, LABELS["lines"]]


def _table(line: Line, story: Story) -> list[str]:
    shown = next((one for one in _versions(line, story) if one.log_seq == line.row.seq), None)
    if not isinstance(shown, tables.Published):
        raise NotFound("没有这一版。")
    beside = {"sort": story.first.sort, "current": story.spoken[-1].row.seq, "number": _place(line, story)}
    expected = {name: said for name, said in _expected(line, story).items() if name != "rows"}
    found = _differing(expected | _of_line(line) | beside, shown)
    return found if tables.rows(shown) == tuple(line.said.values()) else [*found, LABELS["rows"]]


def _project(line: Line, story: Story) -> list[str]:
    told = projects.versions(line.row.origin, story.number_in_address)
    shown = next((one for one in told if one.log_seq == line.row.seq), None)
    if shown is None:
        raise NotFound("没有这一版。")
    beside = {"version": story.number(line), "versions": len(story.spoken), "current": story.spoken[-1].row.seq}
    beside |= {"edition": line.said, "period": line.event.period}
    return _differing(_expected(line, story) | _of_line(line) | beside, shown)


# How the tables are held to a line, by what its event carries; a text where it carries nothing else.
SAID = (("sheet", _sheet), ("table", _table), ("edition", _project))


def _versions(line: Line, story: Story) -> Sequence[ledger.Published | tables.Published]:
    """Everything that is shown for the same month of an account, or the same period of a sort of table."""
    if hasattr(story.first, "sort"):
        return tables.versions(line.row.origin, story.first.sort, story.first.period)
    return ledger.versions(line.row.origin, story.first.account.key, story.first.period)


def _place(line: Line, story: Story) -> int:
    """A month may have been withdrawn and published anew: publications of all its things are counted, by the log."""
    objs = {one.obj for one in _versions(line, story)}
    seqs = {one.row.seq for obj in objs for one in queries.about(line.row.origin, obj) if one.said}
    return sum(seq <= line.row.seq for seq in seqs)


def number_of(line: Line, story: Story) -> int:
    """Which publication this is, as its paper says: of a text by itself, of a sheet within its month."""
    if story.first is None or not (hasattr(line.event, "sheet") or hasattr(line.event, "table")):
        return story.number(line)
    try:
        return _place(line, story)
    except (NotFound, ValueError):
        return story.number(line)


def _entry(story: Story) -> list[str]:
    """The row of the register, which lists and the search show."""
    newest, number = story.spoken[-1], story.number_in_address
    row = Entry.get_or_none((Entry.origin == newest.row.origin) & (Entry.number == number))
    if row is None:
        raise NotFound("没有这一条。")
    own = {
        "number": number,
        "first_published_on": story.spoken[0].said.published_on,
        "state": "withdrawn" if story.last else "public",
        "group": getattr(newest.event, "group", story.first.group),
        "version": len(story.spoken),
        "path": f"/disclosures/{number}",
    }
    kinds = (("table", _of_table), ("edition", _of_project))
    in_words = next((how for name, how in kinds if hasattr(newest.event, name)), _of_sheet)
    return _differing(_expected(newest, story) | own | in_words(newest, story), row)


def _of_sheet(newest: Line, story: Story) -> dict[str, Any]:
    """What the register says of a sheet in words of its own: title, sums, address."""
    if not hasattr(newest.event, "sheet"):
        return {}
    origin = newest.row.origin
    about = Sheet.get_or_none((Sheet.origin == origin) & (Sheet.index_no == story.first.index_no))
    if about is None:
        raise NotFound("没有这张表。")
    public = ledger_events.public(origin, about, newest.said, _place(newest, story), story.first.fills)
    return {name: getattr(public, name) for name in ("path", "title", "summary", "version", "lines")}


def _of_table(newest: Line, story: Story) -> dict[str, Any]:
    """The same of a table."""
    about = PublicTable.find(origin=newest.row.origin, index_no=story.first.index_no)
    if about is None:
        raise NotFound("没有这张表。")
    public = table_events.public(about, newest.said, _place(newest, story), story.first.fills)
    return {name: getattr(public, name) for name in ("path", "title", "summary", "version")}


def _of_project(newest: Line, story: Story) -> dict[str, Any]:
    """The same of a project."""
    about = Project.find(origin=newest.row.origin, index_no=story.first.index_no)
    if about is None:
        raise NotFound("没有这个项目。")
    public = project_events.public(about, newest.said, newest.event.period, len(story.spoken), newest.event.fills)
    return {name: getattr(public, name) for name in ("path", "title", "summary", "period", "version")}
