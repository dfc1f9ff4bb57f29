"""What accounting programs write out: voucher by voucher, debit and credit, in the encodings they use."""

import codecs

import pytest

from terminal.ledger.sheets.reading import read
from terminal.ledger.sums import totals
from tests.ledger.workbooks import as_text, as_xls, as_xlsx, changed, without

MONTH = "2026-05"
KIS = (
    # fmt: off
    (
        "日期",
        "凭证字",
        "凭证号",
        "附单据数",
        "摘要",
        "科目代码",
        "科目名称",
        "借方金额",
        "贷方金额",
        "币别",
        "汇率",
        "数量",
        "单价",
        "制单人",
        "审核人",
        "过账人",
    ),
    (
        "2026-05-06",
        "记",
        "3",
        "1",
        "付五月电费",
        "513.02",
        "管理费用-水电费",
        "286.40",
        "",
        "RMB",
        "1",
        "",
        "",
        "刘秀英",
        "周德明",
        "刘秀英",
    ),
    (
        "2026-05-06",
        "记",
        "3",
        "1",
        "付五月电费",
        "102.01",
        "银行存款-基本户",
        "",
        "286.40",
        "RMB",
        "1",
        "",
        "",
        "刘秀英",
        "周德明",
        "刘秀英",
    ),
    (
        "2026-05-20",
        "记",
        "4",
        "2",
        "收鱼塘租金",
        "102.01",
        "银行存款-基本户",
        "5000.00",
        "",
        "RMB",
        "1",
        "",
        "",
        "刘秀英",
        "周德明",
        "刘秀英",
    ),
    (
        "2026-05-20",
        "记",
        "4",
        "2",
        "收鱼塘租金",
        "501.01",
        "经营收入-发包收入",
        "",
        "5000.00",
        "RMB",
        "1",
        "",
        "",
        "刘秀英",
        "周德明",
        "刘秀英",
    ),
    # fmt: on
)
U8 = (
    ("制单日期", "凭证类别字", "业务号", "附单据数", "摘要", "科目编码", "金额借方", "金额贷方"),
    ("2026-05-06", "记", "0003", "1", "付五月电费", "5130201", "286.40", "0"),
    ("2026-05-06", "记", "0003", "1", "付五月电费", "1020101", "0", "286.40"),
    ("2026-05-20", "记", "0004", "2", "收鱼塘租金", "1020101", "5000.00", "0"),
    ("2026-05-20", "记", "0004", "2", "收鱼塘租金", "5010101", "0", "5000.00"),
)
TEMPLATE = (
    ("日期", "凭证字", "凭证号", "摘要", "科目代码", "借方金额", "贷方金额", "制单人"),
    ("2026/5/6", "记", "3", "付五月电费", "51302", "286.40", "", "刘秀英"),
    ("2026/5/6", "记", "3", "付五月电费", "10201", "", "286.40", "刘秀英"),
    ("2026/5/20", "记", "4", "收鱼塘租金", "10201", "5,000.00", "", "刘秀英"),
    ("2026/5/20", "记", "4", "收鱼塘租金", "50101", "", "5,000.00", "刘秀英"),
)
NORMALISED = (
    ("凭证日期", "凭证号", "分录号", "科目编码", "科目名称", "借方金额", "贷方金额", "对方单位", "摘要"),
    ("20260506", "记-3", "1", "513", "管理费用", "286.40", "", "供电所", "付五月电费"),
    ("20260506", "记-3", "2", "102", "银行存款", "", "286.40", "供电所", "付五月电费"),
    ("20260520", "记-4", "1", "102", "银行存款", "5000", "", "王建国", "收鱼塘租金"),
    ("20260520", "记-4", "2", "501", "经营收入", "", "5000", "王建国", "收鱼塘租金"),
)
EXPORTS = {"KIS": KIS, "U8": U8, "template": TEMPLATE, "normalised": NORMALISED}


@pytest.mark.parametrize("rows", EXPORTS.values(), ids=EXPORTS)
def test_every_export_is_the_same_two_lines(rows):
    (sheet,) = read(as_xlsx(rows, "凭证"), "导出.xlsx", MONTH).sheets
    assert [(line.summary, line.direction, line.fen, line.voucher) for line in sheet.lines] == [
        ("付五月电费", "out", 28640, "记-3"),
        ("收鱼塘租金", "in", 500000, "记-4"),
    ]
    assert totals(sheet.lines).net == 500000 - 28640
    assert "现金、往来、结转" in "".join(sheet.notices)


@pytest.mark.parametrize(
    "data",
    [
        as_text(U8, encoding="gb18030"),
        codecs.BOM_UTF8 + as_text(U8),
        as_text(U8, "\t", "gb18030"),
        as_text(U8, "\t", "utf-16"),
        as_xls(U8, "凭证"),
    ],
    ids=["gb18030", "utf-8 with mark", "tabs in gb18030", "tabs in utf-16", "xls"],
)
def test_the_encoding_and_the_separator_are_found_out(data):
    reading = read(data, "U8导出.txt", MONTH)
    assert reading.problems == () and [line.fen for line in reading.sheets[0].lines] == [28640, 500000]


def test_both_sides_of_one_row_filled_is_named_in_its_row():
    rows = changed(U8, (2, 8, "1.00"))
    (problem,) = read(as_text(rows, encoding="gb18030"), "U8.txt", MONTH).problems
    assert problem.where == "第 2 行" and "借方和贷方都填了" in problem.says


def test_code_and_name_of_two_charts_are_refused_together():
    rows = changed(KIS, (2, 6, "511"), (2, 7, "发包及上交收入"))
    (problem,) = read(as_xlsx(rows, "凭证"), "KIS.xlsx", MONTH).problems
    assert problem.where == "凭证!G2" and problem.says.startswith("科目版本不一致：“511 发包及上交收入”")


def test_a_code_that_means_something_else_than_its_name_is_refused():
    rows = changed(KIS, (5, 6, "502"), (5, 7, "经营收入"))
    (problem,) = read(as_xlsx(rows, "凭证"), "KIS.xlsx", MONTH).problems
    assert problem.where == "凭证!G5" and "502" in problem.says and problem.says.startswith("科目版本不一致")


def test_codes_without_names_are_taken_as_those_of_the_chart_in_force():
    """A code alone decides nothing; where only the old chart has it, the file is refused."""
    rows = changed(without(U8, 4, 5), (2, 6, "541"))
    (problem,) = read(as_text(rows), "U8.txt", MONTH).problems
    assert problem.says.startswith("科目版本不一致") and problem.where == "第 2 行"
