"""Tables of every sort as somebody fills them in, and the workbooks they come in."""

import io

from openpyxl import Workbook

from terminal.tables.sorts import Sort, sort_of

Cells = tuple[object, ...]
Rows = tuple[Cells, ...]

ASSETS: Rows = (
    ("石桥村资产台账（2026年第三季度）",),
    ("编制单位：石桥村股份经济合作社　单位：元",),
    ("序号", "编号", "资产名称", "类别", "期初原值", "本期增加", "本期减少", "原值", "累计折旧", "净值", "使用情况"),
    (1, "A-01", "村办公楼", "房屋", 860000, "", "", 860000, 258000, 602000, "自用"),
    (2, "A-02", "集体仓库", "房屋", 240000, "", "", 240000, 96000, 144000, "出租"),
    (3, "A-03", "抽水泵", "机器", "", 12800.5, "", 12800.5, 0, 12800.5, "自用"),
    ("合计", "", "", "", 1100000, 12800.5, "", 1112800.5, 354000, 758800.5, ""),
    ("会计：刘秀英　负责人：黄建民",),
)
DEBTS: Rows = (
    ("石桥村债权债务明细表", "", "", "", "", "2026年9月30日"),
    ("债权/债务", "单位/个人", "对方名称", "事由", "期初余额", "本期增加", "本期减少", "期末余额"),
    ("应收", "单位", "河东粮贸店", "仓库租金", 6800, 6800, 6800, 6800),
    ("应收", "个人", "曾*军", "水费尾数", 320, "", "", 320),
    ("债权合计", "", "", "", 7120, 6800, 6800, 7120),
    ("应付", "单位", "本村工匠小组", "质保金", 2369, "", 1126, 1243),
    ("债务合计", "", "", "", 2369, 0, 1126, 1243),
)
PLAN: Rows = (
    ("石桥村2026年度财务计划",),
    ("项目", "上年实际", "本年计划", "备注"),
    ("一、收入",),
    ("鱼塘承包金", 48000, 52000, ""),
    ("仓库租金", 26000, 27200, ""),
    ("收入合计", 74000, 79200, ""),
    ("二、支出",),
    ("保洁工资", 84000, 86400, "4 人"),
    ("支出合计", 84000, 86400, ""),
)
RESOURCES: Rows = (
    ("石桥村资源台账", "2026年"),
    ("类别", "资源名称", "坐落", "面积（亩）", "经营方式", "使用人", "年承包金（元）", "到期日期"),
    ("水面", "鱼塘", "村东", 86, "发包", "黄德生", 52000, "2029-10-31"),
    ("林地", "北坡山林", "村北", "312.5", "承包", "陈永辉", 8800, "2031年12月31日"),
    ("合计", "", "", "398.5", "", "", 60800, ""),
)
DISTRIBUTION: Rows = (
    ("石桥村2025年收益分配表",),
    ("来源/分配", "项目", "金额", "怎么算的", "户数", "已兑付", "未兑付"),
    ("来源", "当年收益", 57840, "", "", "", ""),
    ("来源", "上年结转", 3400, "", "", "", ""),
    ("分配", "提取公积公益金", 18372, "三成", "", "", ""),
    ("分配", "成员分红", 33066, "1503 股，每股 22 元", "398", 33066, 0),
    ("分配", "公益助学、助老", 6124, "", "", "", ""),
    ("分配", "留到下一年", 3678, "", "", "", ""),
)
CONTRACTS: Rows = (
    ("石桥村合同台账（2026年第三季度）",),
    (
        "合同编号",
        "合同名称",
        "合同类别",
        "单位/个人",
        "承包人",
        "起始日期",
        "终止日期",
        "年租金",
        "应收",
        "实收",
        "尚欠",
    ),
    ("2026-03", "集体仓库租赁", "出租", "单位", "河东粮贸店", "2026-01-01", "2026-12-31", 27200, 6800, 6800, 0),
    ("2023-01", "鱼塘承包", "承包", "个人", "黄德生", "2023-10-01", "2026-09-30", 48000, 24000, 24000, 0),
)
RIGHT = {
    "plan": PLAN,
    "assets": ASSETS,
    "resources": RESOURCES,
    "debts": DEBTS,
    "distribution": DISTRIBUTION,
    "contracts": CONTRACTS,
}


def sort(key: str) -> Sort:
    found = sort_of(key)
    assert found
    return found


def as_xlsx(rows: Rows, sheet: str = "表", hidden_row: int = 0, merged: str = "", other: Rows = ()) -> bytes:
    """One sheet (and another, where given) as a workbook."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append([None if cell == "" else cell for cell in row])
    if hidden_row:
        page.row_dimensions[hidden_row].hidden = True
    if merged:
        page.merge_cells(merged)
    for row in other:
        second = book["另一张"] if "另一张" in book.sheetnames else book.create_sheet("另一张")
        second.append([None if cell == "" else cell for cell in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()
