"""What is public of a village as a table, but its accounts: those are `ledger/carrying/tables`."""

from flask_babel import lazy_gettext as _

from terminal.web.tables import Column

STATES = {"public": "公开", "withdrawn": "已撤下", "paused": "暂停展示"}
PUBLIC: tuple[Column, ...] = (
    Column("index_no", "索引号", _("每一条只有一个，不会变"), lambda one: one.entry.index_no),
    Column("item", "目录事项", _("公开目录里的编号"), lambda one: one.entry.item),
    Column("title", "标题", _("现在这一次公布的标题"), lambda one: one.entry.title),
    Column("period", "所属期", _("2026-03 是3月，2026Q1 是第一季度，2026 是全年"), lambda one: one.entry.period),
    Column("publisher", "公开主体", _("谁公布的"), lambda one: one.entry.publisher),
    Column("first_published_on", "第一次公布", _("年-月-日"), lambda one: one.entry.first_published_on.isoformat()),
    Column("published_on", "这一次公布", _("年-月-日"), lambda one: one.entry.published_on.isoformat()),
    Column("version", "第几次公布", _("1 是没有改过"), lambda one: one.entry.version, "integer"),
    Column(
        "state",
        "状态",
        _("公开、已撤下，或者县里要求暂停展示"),
        lambda one: STATES.get(one.entry.state, one.entry.state),
    ),
    Column("seq", "登记号", _("终端登记簿的第几号"), lambda one: one.entry.log_seq, "integer"),
    Column("fingerprint", "指纹", _("SHA-256，纸上印的是前 12 位"), lambda one: one.fingerprint),
    Column("path", "页面", _("接在这个村的网址后面"), lambda one: one.entry.path),
    Column("text", "正文", _("现在这一次公布的全文，Markdown"), lambda one: one.text, long=True),
    Column(
        "attachments",
        "附件",
        _("名字，和接在这个村的网址后面的地址"),
        lambda one: [{"name": name, "path": path} for name, path in one.attachments],
        "array",
        long=True,
    ),
)
