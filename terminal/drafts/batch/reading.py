"""A workbook of entries with its files, or a folder of named files, to proposed entries; touches no database."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec.structs import replace

from terminal.disclosures.shapes import Whole
from terminal.drafts.batch.papers import Paper, read_paper
from terminal.drafts.batch.shapes import Brought, Entry, Proposal
from terminal.drafts.shapes import Content
from terminal.errors import Problem, Refused
from terminal.text.days import Period
from terminal.text.names import Privacy
from terminal.uploads.kinds import clean_name
from terminal.uploads.shapes import Upload

# Field, what it is called on paper, and what else a column may be called.
COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("item", "目录编码", "目录编号 目录代码 公开目录编码 事项编码 事项编号 编码"),
    ("title", "标题", "公开标题 信息名称 信息标题 题目 名称"),
    ("text", "内容", "正文 公开内容 信息内容"),
    ("file", "文件", "附件 文件名 附件名 附件名称 文件名称"),
    ("period", "期间", "公开期间 所属期间 期别 哪一期 时段"),
    ("created_on", "成文日期", "形成日期 制作日期 生成日期 成文时间"),
    ("published_on", "公开日期", "公布日期 发布日期 公开时间 公布时间 发布时间"),
    ("publisher", "公开主体", "公开单位 发布单位 发布机构 公开机构"),
    ("doc_no", "文号", "发文字号 文件编号"),
    ("responsible", "责任人", "责任部门 负责人 责任单位"),
    ("basis", "办事依据", "依据 公开依据"),
    ("course", "办事过程", "过程 办理过程"),
)
LABELS = {field: label for field, label, _ in COLUMNS}
FIELD_OF = {name: field for field, label, others in COLUMNS for name in (label, *others.split())}
CELL = re.compile(r"(.+)!([A-Z]{1,3})(\d+)")
NAMED = re.compile(r"([A-Za-z]-[A-Za-z]\d{2,3})[ _]+(?:(\d{4}(?:-\d{2}|[QHqh]\d)?)[ _]+)?(.+)")
SAID_PERIOD = re.compile(r"(\d{4})年(?:度|全年)?(?:(\d{1,2})月份?|第?([一二三四1-4])季度?|([上下])半年)?")
QUARTERS = {mark: number for number, pair in enumerate(("一1", "二2", "三3", "四4"), start=1) for mark in pair}
DAY_AS_PERIOD = re.compile(r"(\d{4}-\d{2})-01")

Row = dict[str, tuple[str, str]]  # field → (cell, words)
Told = Callable[[int], None]


class Sheet(msgspec.Struct, frozen=True):
    """One sheet that is a list: its rows below the head, each with where it stands."""

    rows: tuple[tuple[str, Row], ...]
    problems: tuple[Problem, ...]


def propose(
    brought: Sequence[Brought], privacy_of: Callable[[str], Privacy], told: Told = lambda done: None
) -> Proposal:
    """Every entry these files propose, with whatever could not be read; raises nothing, names every problem.

    One of the files may be the list: a workbook with the columns 目录编码 and 标题, whose column 文件 names the others.
    Files without a list are entries of their own, named “V-A05 2026Q3 标题.docx”. `told` hears how many files are read.
    """
    papers: dict[str, Paper] = {}
    problems: list[Problem] = []
    for number, one in enumerate(brought, start=1):
        name = clean_name(one.name)
        try:
            if name in papers:
                problems.append(Problem("有两个文件都叫这个名字，请改一个。", name))
            papers[name] = read_paper(one, name)
        except Refused as wrong:
            problems += wrong.problems
            papers[name] = Paper(name, one.data)
        told(number)
    lists = {name: sheets for name, paper in papers.items() if paper.upload and (sheets := lists_in(paper.upload))}
    return _gathered(papers, lists, problems, privacy_of)


def _gathered(
    papers: dict[str, Paper],
    lists: dict[str, list[Sheet]],
    problems: list[Problem],
    privacy_of: Callable[[str], Privacy],
) -> Proposal:
    entries: list[Entry] = []
    used = set(lists)
    for sheet in (sheet for sheets in lists.values() for sheet in sheets):
        problems += sheet.problems
        for where, row in sheet.rows:
            named, missing = _named_files(row, papers)
            problems += missing
            used |= {paper.name for paper in named}
            entries.append(_entry(where, row, named, privacy_of))
    for name, paper in papers.items():
        if name not in used:
            named_so = _row_of_name(name)
            if named_so and paper.is_read:
                entries.append(_entry(name, named_so, [paper], privacy_of))
            elif paper.is_read:
                problems.append(Problem(_why_unused(bool(lists), paper), name))
    kept = {blob.sha256 for entry in entries for blob in entry.files}
    found = {paper.blob.sha256: Brought(paper.name, paper.kept) for paper in papers.values() if paper.blob}
    source = "、".join(lists) or f"{len(papers)} 个文件"
    return Proposal(source, tuple(entries), tuple(problems), {key: one for key, one in found.items() if key in kept})


def _why_unused(has_list: bool, paper: Paper) -> str:
    if has_list:
        return "清单里没有写到这个文件。请在“文件”一列写上它的名字，或者不要传它。"
    if paper.upload and paper.upload.kind == "xlsx":
        return "没有认出清单的表头。表头要有“目录编码”和“标题”两列，再加“内容”或“文件”。"
    return "看不出这是哪一项。请传一张清单，或者把文件名写成“V-A05 2026Q3 标题”这样。"


def lists_in(upload: Upload) -> list[Sheet]:
    """The sheets of a workbook that are lists of entries."""
    grid: dict[str, dict[int, dict[str, str]]] = {}
    for part in upload.shown if upload.kind == "xlsx" else ():
        if found := CELL.fullmatch(part.where):
            grid.setdefault(found[1], {}).setdefault(int(found[3]), {})[found[2]] = part.text
    hidden = {found[1] for part in upload.hidden if (found := re.match(r"(.+)![A-Z]{1,3}\d+（隐藏", part.where))}
    sheets = []
    for title, rows in grid.items():
        if found_head := _head(rows):
            number, head, problems = found_head
            if title in hidden:
                problems.append(Problem("这张表有隐藏的行或列，没有读。请取消隐藏，或者删掉。", title))
            below = ((row, cells) for row, cells in sorted(rows.items()) if row > number)
            sheets.append(Sheet(tuple(_rows(title, below, head)), tuple(_at(title, problems))))
    return sheets


def _at(title: str, problems: list[Problem]) -> Iterator[Problem]:
    return (Problem(one.says, one.where if one.where == title else f"{title} {one.where}") for one in problems)


def _head(rows: dict[int, dict[str, str]]) -> tuple[int, dict[str, str], list[Problem]] | None:
    """The row that names the columns: its number, column → field, and columns named twice; None without one."""
    for number, cells in sorted(rows.items()):
        known = {column: FIELD_OF.get(_plain(text), "") for column, text in cells.items()}
        if {"item", "title"} <= set(known.values()):
            head: dict[str, str] = {}
            twice = []
            for column, field in known.items():
                if field and field in head.values():
                    twice.append(Problem(f"“{LABELS[field]}”有两列，请只留一列。", f"{column}{number}"))
                elif field:
                    head[column] = field
            return number, head, twice
    return None


def _plain(text: str) -> str:
    return re.sub(r"[（(].*?[)）]|[\s*＊:：]", "", unicodedata.normalize("NFKC", text))


def _rows(title: str, rows: Iterator[tuple[int, dict[str, str]]], head: dict[str, str]) -> Iterator[tuple[str, Row]]:
    for number, cells in rows:
        row = {head[column]: (f"{title} {column}{number}", text) for column, text in cells.items() if column in head}
        if row:
            yield f"{title} 第 {number} 行", row


def _row_of_name(name: str) -> Row | None:
    """What a file's name says: “V-A05 2026Q3 误工补贴公布.docx”; None when it says nothing."""
    found = NAMED.fullmatch(unicodedata.normalize("NFKC", Path(name).stem))
    if not found:
        return None
    said = {"item": found[1], "period": (found[2] or ""), "title": found[3].strip(), "file": name}
    return {field: (name, words) for field, words in said.items() if words}


def _named_files(row: Row, papers: dict[str, Paper]) -> tuple[list[Paper], list[Problem]]:
    """The files a row names, and those that were not brought."""
    cell, said = row.get("file", ("", ""))
    names = [clean_name(one.strip()) for one in re.split(r"[\n;；、|]+", said) if one.strip()]
    found = {
        name: next((paper for paper in papers.values() if name in (paper.name, Path(paper.name).stem)), None)
        for name in names
    }
    missing = [
        Problem(f"没有找到“{name}”这个文件。请一起传上来，名字要写得一样。", cell)
        for name, one in found.items()
        if one is None
    ]
    return [paper for paper in found.values() if paper], missing


def read_period(said: str) -> str:
    """The key of a period, however it was written; what cannot be read stays as it is, for the rules to name."""
    plain = unicodedata.normalize("NFKC", "".join(said.split()))
    if found := SAID_PERIOD.fullmatch(plain):
        year, month, quarter, half = found.groups()
        if month:
            return f"{year}-{int(month):02}"
        tail = f"Q{QUARTERS[quarter]}" if quarter else f"H{'上下'.index(half) + 1}" if half else ""
        return f"{year}{tail}"
    if found := DAY_AS_PERIOD.fullmatch(plain):  # what a spreadsheet makes of 2026-03
        return found[1]
    try:
        return Period.read(plain.upper()).key
    except ValueError:
        return plain


def _entry(where: str, row: Row, papers: list[Paper], privacy_of: Callable[[str], Privacy]) -> Entry:
    said = {field: row.get(field, ("", ""))[1] for field in LABELS}
    item = unicodedata.normalize("NFKC", said["item"]).strip().upper()
    privacy = privacy_of(item)
    content = Content(
        period=read_period(said["period"]) if said["period"] else "",
        title=" ".join(said["title"].split()),
        text=said["text"],
        created_on=said["created_on"],
        publisher=said["publisher"],
        doc_no=said["doc_no"],
        responsible=said["responsible"],
        whole=Whole(basis=said["basis"], course=said["course"]),
    )
    for paper in papers:
        if not content.text.strip() and not content.table.strip() and paper.has_words:
            content = replace(content, text=paper.text, table=paper.table)
    if not content.text.strip() and not content.table.strip() and any(paper.blob for paper in papers):
        names = "、".join(Path(paper.name).stem for paper in papers if paper.blob)
        content = replace(content, text=f"{content.title}。内容见附件：{names}。")
    return Entry(
        where=where,
        item=item,
        content=content,
        published_on=said["published_on"],
        files=tuple(paper.blob for paper in papers if paper.blob),
        finds=tuple(find for paper in papers for find in paper.finds(privacy)),
        cells={LABELS[field]: cell for field, (cell, _) in row.items()},
    )
