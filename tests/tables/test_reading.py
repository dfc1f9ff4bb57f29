"""Tables of every sort come out of the workbooks people send; every fault is named with its cell."""

from datetime import date

import pytest

from terminal.tables import reading, rules
from terminal.tables.book import Row
from terminal.tables.reading import said_period
from terminal.text.days import Period
from tests.ledger.workbooks import as_text, changed, without
from tests.tables.published import read
from tests.tables.workbooks import ASSETS, CONTRACTS, DEBTS, DISTRIBUTION, PLAN, RESOURCES, RIGHT, Rows, sort

NEXT_TO_IT = (*ASSETS[2:3], *ASSETS[3:6])


@pytest.mark.parametrize("key", RIGHT)
def test_a_right_workbook_of_every_sort_adds_up(key):
    found = read(key)
    assert (found.problems, rules.why_never(sort(key), found), rules.mismatches(sort(key), found)) == ((), [], [])


def test_values_come_in_fen_in_thousandths_of_a_mu_and_as_days():
    (pond, wood) = read("resources").rows
    assert pond == Row(
        3,
        {
            "category": "水面", "name": "鱼塘", "place": "村东", "area": 86_000, "state": "发包", "user": "黄德生",
            "rent": 5_200_000, "until": "2029-10-31",
        },
    )  # fmt: skip
    assert (wood.values["area"], wood.values["state"], wood.values["until"]) == (312_500, "发包", "2031-12-31")


def test_headings_part_a_plan_that_has_no_column_for_it():
    assert [row.values["side"] for row in read("plan").rows] == ["收入", "收入", "支出"]


def test_a_text_table_in_an_old_encoding_names_rows():
    rows = changed(DEBTS, (4, 5, "三百二十"))
    found = reading.read(as_text(rows, encoding="gb18030"), "债务.csv", sort("debts"))
    assert (len(found.rows), [one.where for one in found.problems]) == (3, ["第 4 行"])


def test_what_is_in_ten_thousands_is_multiplied_and_said():
    rows = changed(DISTRIBUTION, (2, 3, "金额（万元）"), *((row, 3, 1.25) for row in range(3, 9)))
    found = read("distribution", rows)
    assert found.rows[0].values["fen"] == 1_250_000
    assert found.notices == ("“表”的单位是万元，已经乘以 10 000 换成元。",)


def test_hidden_rows_and_columns_nobody_knows_are_said():
    found = read("assets", changed(ASSETS, (3, 12, "照片")), hidden_row=5)
    assert "表!A5：第 5 行是隐藏的，没有导入。要导入的话，请取消隐藏再传。" in map(str, found.left_out)
    assert found.notices == ("“表”里这几栏没有导入：照片。",)


@pytest.mark.parametrize(
    ("said", "kinds", "key"),
    [
        ("石桥村资产台账 2026年第三季度", ("Q",), "2026Q3"),
        ("截至2026年9月30日", ("Q",), "2026Q3"),
        ("2026年9月", ("Q",), "2026Q3"),
        ("2026年8月", ("Q",), ""),
        ("2026年度财务计划", ("Y",), "2026"),
        ("债权债务明细表", ("Q",), ""),
    ],
)
def test_the_period_stands_above_the_table(said, kinds, key):
    rows = ((said,), *ASSETS[1:])
    found = said_period(read("assets", rows), kinds)
    assert (found.key if found else "") == key


# One fault each: what was spoilt, where it is said, the whole sentence.
FAULTS: dict[str, tuple[str, Rows, str, str]] = {
    "text in an amount": (
        "assets", changed(ASSETS, (5, 8, "二十四万")),
        "表!H5", "“二十四万”里有“万”或“亿”。请写成以元为单位的数字，比如 35000.00。",
    ),
    "a third decimal": (
        "assets", changed(ASSETS, (6, 6, 12800.505)),
        "表!F6", "“12800.505”不是整分的钱数。请写到分，最多两位小数。",
    ),
    "a day among the money": (
        "debts", changed(DEBTS, (3, 5, date(2026, 3, 1))),
        "表!E3", "这里应该是金额，却是日期“2026-03-01”。请改成金额再传。",
    ),
    "a formula that was never reckoned": (
        "assets", changed(ASSETS, (4, 10, "=H4-I4")),
        "表!J4", "这一格是公式，没有算好的数。请在表格软件里打开，保存一次再传。",
    ),
    "a name missing": (
        "assets", changed(ASSETS, (4, 3, "")),
        "表!C4", "这一行没有写资产名称。请补上，不知道的写“不详”；不是一行就删掉。",
    ),
    "a word that is no choice": (
        "debts", changed(DEBTS, (3, 1, "外债")),
        "表!A3", "“外债”不是债权或债务的写法。请写其中一个：债权、债务。",
    ),
    "no choice at all": (
        "debts", changed(DEBTS, (3, 2, "")),
        "表!B3", "这一行没有写对方类型。请补上，写其中一个：单位、个人、银行、内部往来；不是一行就删掉。",
    ),
    "a column missing": (
        "assets", tuple(row[:9] for row in ASSETS),
        "表!A3", "表上没有“净值”这一栏。请照模板加上，没有数就写 0。",
    ),
    "a column twice": (
        "assets", changed(ASSETS, (3, 11, "账面净值")),
        "表!K3", "“账面净值”有两栏，看不出用哪一栏。请只留一栏。",
    ),
    "a day that is none": (
        "contracts", changed(CONTRACTS, (3, 7, "2026年2月30日")),
        "表!G3", "2026年2月没有 30 日，这个月只到 28 日。",
    ),
    "an area in words": (
        "resources", changed(RESOURCES, (3, 4, "八十六亩多")),
        "表!D3", "“八十六亩多”不是亩数。请填数字，比如 86.5。",
    ),
    "an area too fine": (
        "resources", changed(RESOURCES, (3, 4, "86.12345")),
        "表!D3", "“86.12345”的小数多于三位。面积记到 0.001 亩，请改成 86.125 这样。",
    ),
    "half a household": (
        "distribution", changed(DISTRIBUTION, (6, 5, "39.5")),
        "表!E6", "“39.5”不是户数的整数。请填 1、2、3 这样的数字。",
    ),
    "an endless cell": (
        "plan", changed(PLAN, (4, 4, "补" * 201)),
        "表!D4", "这一格有 201 个字，最多 200 个。请写短一点，细的放进备注或者附件。",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("key", "rows", "where", "says"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_cell_and_alone(key, rows, where, says):
    assert [(one.where, one.says) for one in read(key, rows).problems] == [(where, says)]


# What can be read, but may not be published, or not without a reason.
BROKEN: dict[str, tuple[str, Rows, str, str]] = {
    "original minus depreciation": (
        "assets", changed(ASSETS, (5, 10, 144000.01), (7, 10, 758800.51)),
        "表!J5", "“集体仓库”的净值写的是 144,000.01 元，原值减累计折旧是 144,000.00 元。",
    ),
    "opening plus added": (
        "assets", changed(ASSETS, (6, 6, 12800), (7, 6, 12800)),
        "表!H6", "“抽水泵”的原值写的是 12,800.50 元，期初原值加本期增加减本期减少是 12,800.00 元。",
    ),
    "a total one fen off": (
        "assets", changed(ASSETS, (7, 10, 758800.51)),
        "表!J7", "“合计”的净值写的是 758,800.51 元，3 行加起来是 758,800.50 元。",
    ),
    "a closing balance": (
        "debts", changed(DEBTS, (6, 8, 1234), (7, 8, 1234)),
        "表!H6", "“本村工匠小组”的期末余额写的是 1,234.00 元，期初余额加本期增加减本期减少是 1,243.00 元。",
    ),
    "the total of one side": (
        "debts", changed(DEBTS, (5, 8, 7220)),
        "表!H5", "“债权合计”的期末余额写的是 7,220.00 元，2 行加起来是 7,120.00 元。",
    ),
    "planned income": (
        "plan", changed(PLAN, (6, 3, 79000)),
        "表!C6", "“收入合计”的本年计划写的是 79,000.00 元，2 行加起来是 79,200.00 元。",
    ),
    "more shared than there is": (
        "distribution", changed(DISTRIBUTION, (8, 3, 3700)),
        "表", "来源一共 61,240.00 元，分配一共 61,262.00 元，差 22.00 元。",
    ),
    "paid and not paid": (
        "distribution", changed(DISTRIBUTION, (6, 7, 22)),
        "表!C6", "“成员分红”的金额写的是 33,066.00 元，已兑付加未兑付是 33,088.00 元。",
    ),
    "a sum of areas": (
        "resources", changed(RESOURCES, (5, 4, "398")),
        "表!D5", "“合计”的面积写的是 398 亩，2 行加起来是 398.5 亩。",
    ),
    "due and paid": (
        "contracts", changed(CONTRACTS, (4, 10, 20000)),
        "表!I4", "“鱼塘承包”的本期应收付写的是 24,000.00 元，本期实收付加尚欠是 20,000.00 元。",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("key", "rows", "where", "says"), BROKEN.values(), ids=BROKEN)
def test_what_does_not_add_up_is_named_with_its_cell_and_alone(key, rows, where, says):
    found = read(key, rows)
    assert found.problems == () and rules.why_never(sort(key), found) == []
    assert [(one.where, one.says) for one in rules.mismatches(sort(key), found)] == [(where, says)]


@pytest.mark.parametrize(
    ("key", "rows", "where", "says"),
    [
        (
            "contracts", changed(CONTRACTS, (3, 6, "2027-01-01")),
            "表!G3", "终止日期2026年12月31日不比起始日期2027年1月1日晚。请核对是不是写反了。",
        ),
        (
            "assets", changed(ASSETS, (5, 2, "A-01"), (5, 3, "村办公楼")),
            "表!C5", "“村办公楼”有两行（还有 表!C4）。是一件的请合成一行，是两件的请在名称里写清楚。",
        ),
        (
            "assets", ASSETS[:3],
            "表", "这张表里一行也没有。没有资产台账的，请在“公开信息”里写“本期无发生”。",
        ),
    ],
    ids=["ends before it begins", "one thing twice", "no row"],
)  # fmt: skip
def test_what_no_reason_excuses_is_named_with_its_cell(key, rows, where, says):
    found = rules.why_never(sort(key), read(key, rows))
    assert [(one.where, one.says) for one in found] == [(where, says)]


def test_a_merged_amount_is_refused():
    found = read("assets", changed(ASSETS, (5, 8, "")), merged="H4:H5")
    assert [(one.where, one.says) for one in found.problems] == [
        ("表!H5", "这一格和别的格子合并了，看不出是哪一行的数。请取消合并，每一行写自己的数。")
    ]


def test_two_tables_of_one_sort_in_a_file_are_not_guessed_at():
    found = read("assets", other=NEXT_TO_IT)
    assert [one.says for one in found.problems] == [
        "文件里有 2 张表都像资产台账：“表”、“另一张”。请只留要公开的那一张。"
    ]


def test_another_sort_of_table_is_not_taken_for_it():
    found = read("assets", PLAN)
    assert [str(one) for one in found.problems] == [
        "2026.xlsx：文件里没有认出资产台账的表头（资产名称、原值、净值）。请下载模板，照着填好再传。"
    ]


def test_a_table_without_its_last_row_loses_nothing_else():
    assert len(read("plan", without(PLAN, 9)).rows) == 3
    assert Period.read("2026") == said_period(read("plan"), ("Y",))
