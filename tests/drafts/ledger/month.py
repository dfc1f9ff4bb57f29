"""A month's sheet as the bookkeeper sends it, right and wrong, and the way it takes through the office."""

import io

from terminal.drafts import publishing as signatures
from terminal.drafts.ledger import actions, publishing, queries
from terminal.drafts.ledger.shapes import Sent, Work
from terminal.staff.queries import Person
from tests.drafts.office import NOW
from tests.ledger.workbooks import T1, Rows, as_text, as_xlsx, changed

MAY: Rows = changed(T1, (2, 3, "账户：基本户"))
WRONG: Rows = changed(MAY, (7, 6, "17,014.00"))
IDENTITY = "11010519491231002X"


def sent(rows: Rows = MAY, name: str = "2026-05.xlsx", **said: str) -> Sent:
    data = as_xlsx(rows) if name.endswith(".xlsx") else as_text(rows, encoding="gb18030")
    return Sent(data, name, **said)


def begun(by: Person, rows: Rows = MAY, **said: str) -> Work:
    return queries.one(actions.start(sent(rows, **said), by=by, now=NOW))


def handed_in(by: Person, rows: Rows = MAY) -> Work:
    work = begun(by, rows)
    actions.submit(work.id, work.draft.revision, by=by, now=NOW)
    return queries.one(work.id)


def signed(work: Work, by: Person) -> Work:
    signatures.sign(work.id, work.draft.round, by=by, now=NOW)
    return queries.one(work.id)


def public(writer: Person, watcher: Person, rows: Rows = MAY) -> str:
    """The number of a sheet that went the whole way."""
    return publishing.publish(signed(handed_in(writer, rows), watcher).id, by=writer, now=NOW)


def attached(rows: Rows = MAY, name: str = "2026-05.xlsx") -> dict[str, tuple[io.BytesIO, str]]:
    """The file as a form sends it."""
    return {"file": (io.BytesIO(sent(rows, name).data), name)}


# The second account of the demonstration village in the month it still owes.
OCTOBER: Rows = (
    ("柳河镇石桥村2026年10月收支逐笔公开榜",),
    ("编制单位：石桥村村民委员会　账户：村委会代管户　单位：元",),
    ("日期", "凭证号", "摘要", "科目", "收入", "支出", "余额", "经办人", "审批人"),
    ("", "", "上月结转", "", "", "", "18,345.85", "", ""),
    ("2026-10-12", "记-01", "镇里拨付的村民活动经费", "补助收入", "1,200.00", "", "19,545.85", "刘秀英", "陈国平"),
    ("2026-10-20", "记-02", "村民小组长通讯补助（6人）", "管理费用", "", "360.00", "19,185.85", "刘秀英", "陈国平"),
    ("2026-10-28", "记-03", "活动室水电费", "管理费用", "", "201.34", "18,984.51", "吴春生", "陈国平"),
    ("", "", "本月合计", "", "1,200.00", "561.34", "", "", ""),
    ("", "", "月末结余", "", "", "", "18,984.51", "", ""),
    ("村民委员会主任：陈国平　村务监督委员会主任：周德明　会计：刘秀英",),
)
OCTOBER_WRONG: Rows = changed(OCTOBER, (6, 7, "19,158.85"), (7, 1, "2026-11-28"))
