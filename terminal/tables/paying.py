"""The columns of the lists by which households are paid (“一卡通”), with all the names that sheets have for them; pure data.

Identity, card and account numbers stand in these lists too: no column takes them, so that they are never read.
"""

from terminal.tables.columns import Choice, Column
from terminal.tables.headings import NOTE

PAYMENTS = (
    Column(
        key="group",
        name="村民小组",
        name_en="Group",
        also=("所在组", "组别", "组号", "组名", "小组", "村组", "所在小组", "自然村"),
        needed=True,
    ),
    Column(
        key="name",
        name="户主姓名",
        name_en="Household",
        also=("姓名", "户主", "农户姓名", "申请人姓名", "申请人", "领款人", "领取人", "收款人", "保障对象", "补贴对象"),
        needed=True,
        people=True,
    ),
    Column(
        key="kind",
        name="补贴项目",
        name_en="Subsidy",
        also=("补贴名称", "补贴种类", "项目名称", "资金名称", "救助项目", "发放项目", "项目"),
        needed=True,
    ),
    Column(
        key="basis",
        name="政策依据",
        name_en="Policy",
        also=("依据", "发放依据", "文件依据", "政策文件", "文号"),
        needed=True,
    ),
    Column(
        key="area",
        name="补贴面积",
        name_en="Area",
        kind="area",
        also=("计补面积", "种植面积", "核定面积", "面积"),
        summed=True,
    ),
    Column(key="rate", name="补贴标准", name_en="Rate", also=("标准", "发放标准", "每亩补贴", "月标准")),
    Column(
        key="fen",
        name="补贴金额",
        name_en="Amount",
        kind="fen",
        also=("发放金额", "实发金额", "应发金额", "打款金额", "救助金额", "金额"),
        needed=True,
        summed=True,
    ),
    Column(
        key="paid_on",
        name="发放日期",
        name_en="Paid on",
        kind="day",
        also=("打款日期", "拨付日期", "到账日期", "发放时间"),
    ),
    Column(
        key="to",
        name="发放类型",
        name_en="Paid to",
        kind="choice",
        also=("到户到人", "发放方式"),
        choices=(Choice("到户", "household", ("按户",)), Choice("到人", "person", ("按人",))),
    ),
    NOTE,
)
