"""A file somebody sent to the rows of a table, or every reason why not; beside its cell."""

import re
import unicodedata

from msgspec.structs import replace

from terminal.errors import Problem
from terminal.ledger.sheets import titles
from terminal.ledger.sheets.container import open_file
from terminal.ledger.sheets.grid import Grid, Opened, letters
from terminal.tables import heads
from terminal.tables.body import Body
from terminal.tables.book import Reading
from terminal.tables.heads import Head
from terminal.tables.sorts import Sort
from terminal.text.days import Kind, Period, make_day
from terminal.text.money import WAN

_DAY = re.compile(r"(\d{4})[年./-](\d{1,2})[月./-](\d{1,2})日?")


def read(data: bytes, name: str, sort: Sort) -> Reading:
    """Reads the one table of this sort in the file; never raises for what is in the file.

    `problems` not empty means: take over nothing. Whether the figures add up is for `rules` to say.
    """
    return of_opened(open_file(data, name), name, sort)


def of_opened(opened: Opened, name: str, sort: Sort) -> Reading:
    """The same of a file that was taken apart already."""
    if opened.says:
        return Reading(sort=sort.key, problems=(Problem(opened.says, name),))
    found = [(grid, head) for grid in opened.grids if grid.rows and (head := heads.find(grid, sort))]
    others = [_left_out(grid, sort) for grid in opened.grids if grid.rows and all(grid is not one for one, _ in found)]
    left_out = (*opened.left_out, *others)
    if len(found) != 1:
        says = _why_not_one(sort, [grid.name for grid, _ in found])
        return Reading(sort=sort.key, problems=(Problem(says, name),), left_out=left_out)
    return _read_grid(*found[0], sort, left_out)


def _left_out(grid: Grid, sort: Sort) -> Problem:
    return Problem(f"这张表没有认出{sort.name}的表头，没有导入。", grid.name)


def _why_not_one(sort: Sort, there: list[str]) -> str:
    heads_wanted = "、".join(one.name for one in sort.columns if one.needed)
    if not there:
        return f"文件里没有认出{sort.name}的表头（{heads_wanted}）。请下载模板，照着填好再传。"
    names = "、".join(f"“{one}”" for one in there)
    return f"文件里有 {len(there)} 张表都像{sort.name}：{names}。请只留要公开的那一张。"


def _read_grid(grid: Grid, head: Head, sort: Sort, left_out: tuple[Problem, ...]) -> Reading:
    above = tuple(grid.rows[: head.index])
    texts = "".join(cell.text for row in grid.rows[: head.index + 1] for cell in row.cells.values())
    title = titles.read_title(grid, above, texts)
    places = {} if grid.is_text else {key: letters(column) for key, column in head.columns.items()}
    reading = Reading(sort=sort.key, sheet=grid.name, title=title.title, said=title.said, places=places)
    header = grid.rows[head.index]
    wrong = [Problem(f"“{header.cell(place).text}”有两栏，看不出用哪一栏。请只留一栏。", grid.where(header, place))
             for _key, place in head.twice]  # fmt: skip
    lacking = "、".join(f"“{one.name}”" for one in heads.missing(head, sort))
    if lacking:
        wrong.append(Problem(f"表上没有{lacking}这一栏。请照模板加上，没有数就写 0。", grid.where(header)))
    if wrong:
        return replace(reading, problems=tuple(wrong), left_out=left_out)
    in_wan = title.unit == WAN and not any(unit == WAN for unit in head.units.values())
    body = Body(grid, head, sort, WAN if in_wan else 1)
    for row in grid.rows[head.index + 1 :]:
        body.take(row)
    notices = _notices(grid, head, in_wan)
    return replace(
        reading,
        rows=tuple(body.rows),
        stated=tuple(body.stated),
        problems=tuple(body.problems),
        left_out=left_out,
        notices=notices,
    )


def _notices(grid: Grid, head: Head, in_wan: bool) -> tuple[str, ...]:
    found = []
    if in_wan or any(unit == WAN for unit in head.units.values()):
        found.append(f"“{grid.name}”的单位是万元，已经乘以 10 000 换成元。")
    if head.unknown:
        found.append(f"“{grid.name}”里这几栏没有导入：{'、'.join(head.unknown)}。")
    return tuple(found)


def said_period(reading: Reading, kinds: tuple[Kind, ...]) -> Period | None:
    """The period the sheet is headed with, as one of these kinds: “2026年第三季度”, “截至2026年9月30日”, a year for a yearly table."""
    said = unicodedata.normalize("NFKC", reading.said)
    found = titles.find_period(said)
    if found and found.kind in kinds:
        return found
    for day in _DAY.finditer(said):
        try:
            return Period.of(make_day(*map(int, day.groups())), kinds[0])
        except ValueError:
            continue
    if found and found.kind == "M" and "Q" in kinds and found.number % 3 == 0:
        return Period.of(found.last, "Q")
    return None
