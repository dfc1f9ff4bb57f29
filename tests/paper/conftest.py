"""A printer whose child serves the whole run, and a sheet made by the shipped layout."""

from pathlib import Path

import jinja2
import pytest

from terminal import config
from terminal.paper import chart
from terminal.paper.printer import Printer
from terminal.paper.qr import qr

LEDGER = """{% extends "layouts/paper.html" %}{% import "components/paper_parts.html" as paper with context %}
{% block size %}{{ size }}{% endblock %}
{% block tail %}{{ paper.tail(["索引号 2026-00104", "第1次公布"] + more, "5D07 C1B9", ask) }}{% endblock %}
{% block head %}{{ paper.head("石桥村 · 基本户", "2026年10月 财务收支公开", ["金额单位：元"]) }}{% endblock %}
{% block body %}
{{ paper.sums([{"label": "上月结余", "amount": "1.00", "note": "9月30日", "sign": ""}]) }}
{{ paper.shares("钱从哪里来", "3.00 元", bars) }}
{{ paper.lines([("做什么", "text"), ("收入", "num")], rows, [("合计", 1), ("3.00", 1)]) }}
{{ paper.facts([("发布", "石桥村")]) }}
{% endblock %}
{% block signs %}{{ paper.signs(roles, code, "扫一扫，看凭证") }}{% endblock %}"""


@pytest.fixture(scope="session")
def printer(tmp_path_factory):
    printer = Printer(tmp_path_factory.mktemp("data") / "pdf")
    yield printer
    printer.stop()


@pytest.fixture
def fresh(tmp_path):
    """Makes printers with their own folder and their own child."""
    made = []

    def make(**settings) -> Printer:
        made.append(Printer(tmp_path / "pdf", **settings))
        return made[-1]

    yield make
    for printer in made:
        printer.stop()


@pytest.fixture(scope="session")
def ledger():
    """Html of a ledger sheet with so many lines."""
    shelf = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(config.assets("templates"))),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
    )
    shelf.install_null_translations()

    def make(lines: int = 3, size: str = "a4", what: str = "慰问 龚䶮、㛃秀英", **foot: object) -> str:
        return shelf.from_string(LEDGER).render(
            size=size,
            rows=[(f"{what} 第{line}笔", "1.00") for line in range(lines)],
            bars=chart.bars([("经营收入", 200), ("补助收入", 100)], "in"),
            **{"roles": ["理事长", "会计"], "more": [], "ask": "有疑问？到村里的触摸屏点一点。"} | foot,
            code=qr("http://kiosk.example/ledger/2026/10", "这一张的地址"),
        )

    return make
