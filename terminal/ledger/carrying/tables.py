"""The columns of what is carried away: every line, every month, every category of a month."""

from flask_babel import lazy_gettext as _

from terminal.text.money import plain_yuan
from terminal.web.tables import Column

SIDES = {"in": "收入", "out": "支出"}

LINES: tuple[Column, ...] = (
    Column("account", "账户", _("哪一本账"), lambda one: one.sheet.account_name),
    Column("period", "月份", _("年-月"), lambda one: one.sheet.period, "yearmonth"),
    Column(
        "day",
        "日期",
        _("年-月-日；账上没写几号的，空着"),
        lambda one: one.line.day.isoformat() if one.line.day else "",
        "date",
    ),
    Column("voucher", "凭证号", _("会计凭证的号"), lambda one: one.line.voucher),
    Column("summary", "摘要", _("这一笔是什么"), lambda one: one.line.summary),
    Column("category", "类别", _("收支的类"), lambda one: one.line.category),
    Column("direction", "收支", _("收入，或者支出"), lambda one: SIDES[one.line.direction]),
    Column("yuan", "金额（元）", _("两位小数；红字冲销是负数"), lambda one: plain_yuan(one.line.fen), "number"),
    Column("fen", "金额（分）", _("整数，1 元是 100 分；红字冲销是负数"), lambda one: one.line.fen, "integer"),
    Column("version", "第几次公布", _("1 是没有改过"), lambda one: one.sheet.number, "integer"),
    Column("index_no", "索引号", _("这个月的账的索引号"), lambda one: one.sheet.index_no),
    Column("line", "页面", _("接在这个村的网址后面"), lambda one: f"/ledger/lines/{one.line.number}"),
)
MONTHS: tuple[Column, ...] = (
    Column("account", "账户", _("哪一本账"), lambda one: one.account_name),
    Column("period", "月份", _("年-月"), lambda one: one.period, "yearmonth"),
    Column("opening", "月初结余（元）", _("两位小数"), lambda one: plain_yuan(one.opening_fen), "number"),
    Column("income", "收入（元）", _("两位小数"), lambda one: plain_yuan(one.income_fen), "number"),
    Column("expense", "支出（元）", _("两位小数"), lambda one: plain_yuan(one.expense_fen), "number"),
    Column("closing", "月末结余（元）", _("两位小数"), lambda one: plain_yuan(one.closing_fen), "number"),
    Column("income_count", "收入笔数", _("几笔"), lambda one: one.income_count, "integer"),
    Column("expense_count", "支出笔数", _("几笔"), lambda one: one.expense_count, "integer"),
    Column("mismatches", "对不上的地方", _("几处；0 是都对得上"), lambda one: len(one.mismatches), "integer"),
    Column("version", "第几次公布", _("1 是没有改过"), lambda one: one.number, "integer"),
    Column("published_on", "公布日期", _("年-月-日，这一次公布的"), lambda one: one.published_on.isoformat(), "date"),
    Column("index_no", "索引号", _("这个月的账的索引号"), lambda one: one.index_no),
    Column("fingerprint", "指纹", _("SHA-256，纸上印的是前 12 位"), lambda one: one.fingerprint),
)
SUMS: tuple[Column, ...] = (
    Column("account", "账户", _("哪一本账"), lambda one: one.sheet.account_name),
    Column("period", "月份", _("年-月"), lambda one: one.sheet.period, "yearmonth"),
    Column("direction", "收支", _("收入，或者支出"), lambda one: SIDES[one.part.direction]),
    Column("category", "类别", _("收支的类"), lambda one: one.part.category),
    Column("yuan", "金额（元）", _("两位小数；红字冲销是负数"), lambda one: plain_yuan(one.part.fen), "number"),
    Column("fen", "金额（分）", _("整数，1 元是 100 分；红字冲销是负数"), lambda one: one.part.fen, "integer"),
    Column("count", "笔数", _("几笔"), lambda one: one.part.count, "integer"),
)
