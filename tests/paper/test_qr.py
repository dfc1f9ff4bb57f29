"""A QR code can be read from paper, has a name, and refuses what no phone could read."""

import re

import pytest
from pyzbar import pyzbar

from terminal.paper.qr import LONGEST, qr
from tests.paper.pdftools import pictures


@pytest.mark.parametrize(
    "text",
    ["http://192.168.1.20:8000/disclosures/2026-00104", "石桥村 2026年10月", "x" * LONGEST],
    ids=["address", "Chinese", "longest"],
)
def test_a_printed_code_reads_back(printer, text):
    sheet = f"<!doctype html><html lang=zh><style>svg{{width:60mm}}</style>{qr(text, '码')}"
    found = pyzbar.decode(pictures(printer.pdf(sheet, title="码"), dpi=200)[0])
    assert [code.data.decode() for code in found] == [text]


def test_a_code_is_named_dark_on_white_with_a_quiet_zone():
    drawn = qr("http://a.example/", "这一页的地址")
    assert 'role="img"' in drawn and "<title>这一页的地址</title>" in drawn
    assert re.search(r'<path fill="#fff" d="M0 0h(\d+)v\1', drawn)
    assert re.search(r'<path stroke="#000" d="M4 4\.5h7', drawn)


def test_a_code_has_no_style_and_no_script():
    assert not re.search(r"style|script|\bid=", qr("http://a.example/", "码"))


def test_a_name_cannot_break_out_of_the_code():
    assert "<script" not in qr("http://a.example/", "</title><script>")


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1), "村" * LONGEST], ids=["empty", "too long", "too many bytes"])
def test_what_no_phone_could_read_is_refused_with_a_sentence(text):
    with pytest.raises(ValueError, match="请换短一点的地址"):
        qr(text, "码")
