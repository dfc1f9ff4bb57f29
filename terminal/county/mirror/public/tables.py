"""What is public as tables for a spreadsheet or a program: each column with its name, its meaning, and how a row fills it."""

import csv
import io
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from terminal.county.mirror.public.queries import Moved, Thing

BOM = "\ufeff"  # without it a spreadsheet takes the letters for those of its own country
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Column(msgspec.Struct, frozen=True):
    """`key` is its name in JSON, `name` on top of a CSV; `says` what stands in it; only in JSON where `long`."""

    key: str
    name: str
    says: LazyString
    of: Callable[[Any], Any]
    long: bool = False


def _yuan(fen: int) -> str:
    """Two decimals, no commas: a number for a spreadsheet."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{rest:02}"


STATES = {"public": "公开", "withdrawn": "已撤下", "paused": "暂停展示"}
PUBLIC: tuple[Column, ...] = (
    Column("index_no", "索引号", _("每一条只有一个，不会变"), lambda one: one.entry.index_no),
    Column("item", "目录事项", _("公开目录里的编号"), lambda one: one.entry.item),
    Column("title", "标题", _("现在这一次公布的标题"), lambda one: one.entry.title),
    Column("period", "所属期", _("2026-03 是3月，2026Q1 是第一季度，2026 是全年"), lambda one: one.entry.period),
    Column("publisher", "公开主体", _("谁公布的"), lambda one: one.entry.publisher),
    Column("first_published_on", "第一次公布", _("年-月-日"), lambda one: one.entry.first_published_on.isoformat()),
    Column("published_on", "这一次公布", _("年-月-日"), lambda one: one.entry.published_on.isoformat()),
    Column("version", "第几次公布", _("1 是没有改过"), lambda one: one.entry.version),
    Column(
        "state",
        "状态",
        _("公开、已撤下，或者县里要求暂停展示"),
        lambda one: STATES.get(one.entry.state, one.entry.state),
    ),
    Column("seq", "登记号", _("终端登记簿的第几号"), lambda one: one.entry.log_seq),
    Column("fingerprint", "指纹", _("SHA-256，纸上印的是前 12 位"), lambda one: one.fingerprint),
    Column("path", "页面", _("接在这个村的网址后面"), lambda one: one.entry.path),
    Column("text", "正文", _("现在这一次公布的全文，Markdown"), lambda one: one.text, long=True),
    Column(
        "attachments",
        "附件",
        _("名字，和接在这个村的网址后面的地址"),
        lambda one: [{"name": name, "path": path} for name, path in one.attachments],
        long=True,
    ),
)
LEDGER: tuple[Column, ...] = (
    Column("account", "账户", _("哪一本账"), lambda one: one.sheet.account_name),
    Column("period", "月份", _("年-月"), lambda one: one.sheet.period),
    Column("day", "日期", _("年-月-日"), lambda one: one.line.day.isoformat()),
    Column("voucher", "凭证号", _("会计凭证的号"), lambda one: one.line.voucher),
    Column("summary", "摘要", _("这一笔是什么"), lambda one: one.line.summary),
    Column("category", "类别", _("收支的类"), lambda one: one.line.category),
    Column("direction", "收支", _("收入，或者支出"), lambda one: "收入" if one.line.direction == "in" else "支出"),
    Column("yuan", "金额（元）", _("两位小数；红字冲销是负数"), lambda one: _yuan(one.line.fen)),
    Column("fen", "金额（分）", _("整数，1 元是 100 分；红字冲销是负数"), lambda one: one.line.fen),
    Column("version", "第几次公布", _("1 是没有改过"), lambda one: one.sheet.number),
    Column("index_no", "索引号", _("这个月的账的索引号"), lambda one: one.sheet.index_no),
    Column("line", "页面", _("接在这个村的网址后面"), lambda one: f"/ledger/lines/{one.line.number}"),
)
NUMBERS = frozenset(("yuan", "fen", "version", "seq"))  # made here, so that no word of a village can stand in them


def short(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Those that fit in a spreadsheet."""
    return tuple(column for column in columns if not column.long)


def guarded(said: Any) -> str:
    """What a spreadsheet must not take for a formula gets a ' in front."""
    text = str(said)
    return f"'{text}" if text.startswith(FORMULAS) else text


def as_csv(columns: Iterable[Column], rows: Iterable[Thing | Moved]) -> str:
    """RFC 4180 with CRLF, beginning with a byte order mark."""
    shown, made = short(columns), io.StringIO()
    writer = csv.writer(made)
    writer.writerow([column.name for column in shown])
    for row in rows:
        writer.writerow([column.of(row) if column.key in NUMBERS else guarded(column.of(row)) for column in shown])
    return BOM + made.getvalue()


def as_json(columns: Iterable[Column], rows: Iterable[Thing | Moved], **about: Any) -> bytes:
    """`about`, then `columns` (key → what it is) and `rows`."""
    shown = tuple(columns)
    explained = {column.key: f"{column.name}：{column.says}" for column in shown}
    told = [{column.key: column.of(row) for column in shown} for row in rows]
    return msgspec.json.format(msgspec.json.encode({**about, "columns": explained, "rows": told}), indent=1)
