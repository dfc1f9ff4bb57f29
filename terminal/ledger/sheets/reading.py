"""A bookkeeper's file to ledger sheets, or every reason why not."""

from terminal.errors import Problem, Refused
from terminal.ledger.accounts import AccountSet, Said, for_period, which_set
from terminal.ledger.accounts import account_set as chart_of
from terminal.ledger.sheets import headers, layouts, titles, ways
from terminal.ledger.sheets.body import Body
from terminal.ledger.sheets.book import Line, Reading, Sheet
from terminal.ledger.sheets.container import open_file
from terminal.ledger.sheets.dating import Days
from terminal.ledger.sheets.grid import Grid, Row
from terminal.ledger.sheets.headers import NO_WORDS, Taught
from terminal.ledger.sheets.lines import Lines
from terminal.ledger.sheets.table import Table
from terminal.text.days import Period
from terminal.text.money import yuan

NOT_A_LEDGER = (
    "这张表里没有认出账目的表头（日期、凭证号、摘要、收入、支出、余额），没有导入。要是账，请给每一栏写上名称。"
)


def read(
    data: bytes, name: str, period: Period | str, *, account_set: str | None = None, taught: Taught = NO_WORDS
) -> Reading:
    """Reads the file as the ledgers of this period; never raises for what is in the file.

    `name` is the file's name, for the sender's eyes. `account_set` is “2004” or “2023” when a person chose one,
    else the one in force in the period. `taught` are header words that somebody explained. `problems` not empty means: take over nothing. Whether the figures add up
    is for `rules.why_not_import` to say.
    """
    wanted = Period.read(period) if isinstance(period, str) else period
    chart = chart_of("2004" if account_set == "2004" else "2023") if account_set else for_period(wanted)
    opened = open_file(data, name)
    if opened.says:
        return Reading(problems=(Problem(opened.says, name),))
    left_out, sheets, bodies = list(opened.left_out), [], []
    for grid in opened.grids:
        read_one = read_grid(grid, wanted, chart, taught)
        if isinstance(read_one, Problem):
            left_out.append(read_one)
            continue
        sheet, body = read_one
        sheets.append(sheet)
        bodies.append(body)
    problems = [problem for body in bodies for problem in body.table.problems]
    problems += _wrong_accounts([said for body in bodies for said in body.reader.said], wanted, account_set)
    if not sheets:
        problems.append(Problem(_nothing_found(wanted, left_out), name))
    notices = [notice for sheet in sheets for notice in sheet.notices]
    return Reading(sheets=tuple(sheets), left_out=tuple(left_out), problems=tuple(problems), notices=tuple(notices))


def said_period(data: bytes, name: str, taught: Taught = NO_WORDS) -> Period | None:
    """The one month the ledgers of this file are headed with; None when they say none, or several."""
    grids = open_file(data, name).grids
    said = {_title(grid, header).period for grid in grids if (header := headers.find(grid, taught))}
    months = {period for period in said if period and period.kind == "M"}
    return months.pop() if len(months) == 1 else None


def _above(grid: Grid, header: headers.Header) -> tuple[Row, ...]:
    return tuple(row for row in grid.rows[: header.last] if headers.hits(row.texts()) < headers.FEWEST_HITS)


def _title(grid: Grid, header: headers.Header) -> titles.Title:
    texts = "".join(cell.text for row in grid.rows[: header.last + 1] for cell in row.cells.values())
    return titles.read_title(grid, _above(grid, header), texts)


def read_grid(grid: Grid, wanted: Period, chart: AccountSet, taught: Taught = NO_WORDS) -> tuple[Sheet, Body] | Problem:
    """One table as a ledger with what was found wrong in it, or why it is left out."""
    if not grid.rows:
        return Problem("这张表是空的，没有导入。", grid.name)
    if says := layouts.summary_of(grid):
        return Problem(says, grid.name)
    header = headers.find(grid, taught)
    if header is None:
        return Problem(NOT_A_LEDGER, grid.name)
    title = _title(grid, header)
    if title.period and not _same_time(title.period, wanted):
        return Problem(f"这张表写的是{title.period.label()}，要导入的是{wanted.label()}，没有导入。", grid.name)
    way = ways.choose(header, title, grid.name, chart)
    if isinstance(way, str):
        return Problem(way, grid.name)
    year = header.year or (title.period.year if title.period else wanted.year)
    table = Table(grid, header, way, title.unit)
    body = Body(table, Lines(table, Days(header, year, wanted), chart))
    for row in _above(grid, header):
        body.above(row)
    for row in grid.rows[header.last + 1 :]:
        body.take(row)
    return _sheet(grid, title, body, wanted, chart), body


def _sheet(grid: Grid, title: titles.Title, body: Body, wanted: Period, chart: AccountSet) -> Sheet:
    opening, opening_where = body.opening or (None, "")
    closing, closing_where = body.closing or _last_balance(body)
    return Sheet(
        name=grid.name,
        title=title.title,
        account=title.account,
        period=wanted,
        account_set=chart.version,
        opening_fen=opening,
        opening_where=opening_where,
        lines=tuple(body.lines),
        closing_fen=closing,
        closing_where=closing_where,
        stated=tuple(body.stated),
        gaps=tuple(body.gaps),
        unread=tuple(body.unread),
        signers=tuple(dict.fromkeys(body.signers)),
        notices=tuple(_notices(grid, title, body, wanted)),
    )


def _last_balance(body: Body) -> tuple[int | None, str]:
    """The closing of a sheet without a closing row: the balance of its last line; zero is often printed as a blank."""
    if body.lines and body.lines[-1].balance_fen is not None and not body.gaps:
        return body.lines[-1].balance_fen, body.lines[-1].where
    moved = sum(line.fen if line.direction == "in" else -line.fen for line in body.lines)
    ends_blank = bool(body.stated) and "balance" in body.table.header.columns and not body.gaps
    if ends_blank and body.opening and body.opening[0] + moved == 0:
        return 0, body.stated[-1].where
    return None, ""


def _notices(grid: Grid, title: titles.Title, body: Body, wanted: Period) -> list[str]:
    found = [red(line) for line in body.lines if line.fen < 0]
    if title.unit != 1:
        found.append(f"“{grid.name}”的单位是万元，已经乘以 10 000 换成元。")
    if body.table.header.unknown:
        found.append(f"“{grid.name}”里这几栏没有导入：{'、'.join(body.table.header.unknown)}。")
    found += [
        f"“{word}”这一栏读作“{headers.LABELS.get(field, field)}”，是传表的人说的。"
        for word, field in body.table.header.taught
    ]
    if body.reader.elsewhere:
        found.append(
            f"“{grid.name}”里有 {body.reader.elsewhere} 行是现金、往来、结转一类科目，不算收入支出，没有导入。"
        )
    if any(stated.kind == "cumulative" for stated in body.stated) and wanted.first.month != 1:
        found.append(f"“{grid.name}”里的累计数要和前几个月的账一起才能核对，这次没有核对。")
    return found


def red(line: Line) -> str:
    """What a reader should know about a correction in red."""
    return f"{line.where} 是红字（{yuan(line.fen)}），照原样记在{'收入' if line.direction == 'in' else '支出'}里。"


def _same_time(said: Period, wanted: Period) -> bool:
    """Whether one lies in the other: a month's sheet belongs to its quarter, a sheet headed with the year to its months."""
    return (wanted.first <= said.first and said.last <= wanted.last) or (
        said.first <= wanted.first and wanted.last <= said.last
    )


def _wrong_accounts(said: list[Said], wanted: Period, version: str | None) -> list[Problem]:
    try:
        which_set(said, wanted, "2004" if version == "2004" else "2023" if version else None)
    except Refused as refused:
        return list(refused.problems)
    return []


def _nothing_found(wanted: Period, left_out: list[Problem]) -> str:
    reasons = "".join(f"{problem.where}：{problem.says}" for problem in left_out[:5])
    return f"这个文件里没有找到{wanted.label()}的账。{reasons}"
