"""The press reads its own files and nothing else, and sets sheets that other tools can read."""

import hashlib
import http.server
import io
import threading

import pypdf
import pytest
from PIL import Image

from terminal.paper.printer import NotPrinted
from tests.paper.pdftools import fonts, low, pictures, words


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang='zh-Hans'><head>{head}</head><body>{body}</body></html>"


@pytest.fixture
def picture(printer):
    """Name of a black square kept as a blob."""
    stream = io.BytesIO()
    Image.new("L", (40, 40)).save(stream, "PNG")
    sha256 = hashlib.sha256(stream.getvalue()).hexdigest()
    place = printer.folder.parent / "blobs" / sha256[:2] / sha256[2:]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(stream.getvalue())
    yield sha256
    place.unlink(missing_ok=True)


@pytest.fixture
def neighbour():
    """A server on this machine that counts who comes."""
    seen = []

    class Counting(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.path)
            self.send_error(404)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", seen
    server.shutdown()
    server.server_close()


def test_names_with_rare_characters_read_back_with_two_tools(printer, ledger):
    path = printer.pdf(ledger(), title="十月")
    for text in (words(path), "".join(sheet.extract_text() for sheet in pypdf.PdfReader(path).pages)):
        assert "龚䶮" in text and "㛃秀英" in text


def test_a_sheet_knows_its_title_and_language(printer, ledger):
    read = pypdf.PdfReader(printer.pdf(ledger(), title="2026年10月 财务收支公开"))
    assert read.metadata.title == "2026年10月 财务收支公开"
    assert read.trailer["/Root"]["/Lang"] == "zh-Hans"


def test_only_chinese_fonts_are_used_also_in_charts_margins_and_codes(printer, ledger):
    assert all(
        name.startswith(("Noto-Sans-CJK-SC", "Noto-Serif-CJK-SC"))
        for name in fonts(printer.pdf(ledger(90), title="十月"))
    )


def test_a_long_ledger_repeats_head_and_foot_and_counts_its_pages(printer, ledger):
    path = printer.pdf(ledger(60), title="十月")
    pages = words(path).split("\f")[:-1]
    assert len(pages) == len(pypdf.PdfReader(path).pages) == 3
    for number, text in enumerate(pages, 1):
        assert f"第 {number} 页，共 3 页" in text
        for words_on_every_page in (
            "石桥村 · 基本户",
            "财务收支公开",
            "金额单位：元",
            "做什么",
            "索引号 2026-00104",
            "5D07 C1B9",
        ):
            assert words_on_every_page in text, f"{words_on_every_page} is not on page {number}"
    assert [("合计" in text, "理事长" in text) for text in pages] == [(False, False), (False, False), (True, True)]


@pytest.mark.parametrize("size, width", [("a4", 595), ("a3", 842)])
def test_the_wall_sheet_is_the_same_on_larger_paper(printer, ledger, size, width):
    read = pypdf.PdfReader(printer.pdf(ledger(12, size), title="十月"))
    assert round(float(read.pages[0].mediabox.width)) == width
    assert len(read.pages) == 1


def test_a_sheet_is_mostly_white_and_a_bar_is_black(printer, ledger):
    shades = pictures(printer.pdf(ledger(), title="十月"))[0].histogram()
    assert sum(shades[200:]) > 0.85 * sum(shades)
    assert shades[0] > 0


def test_a_picture_kept_as_a_blob_is_printed(printer, picture):
    sheet = page(f'<img src="paper:blob/{picture}" alt="凭证">', "<style>img{width:100mm}</style>")
    assert pictures(printer.pdf(sheet, title="凭证"))[0].histogram()[0] > 10_000


def test_a_damaged_blob_is_not_printed(printer, picture):
    (printer.folder.parent / "blobs" / picture[:2] / picture[2:]).write_bytes(b"other bytes")
    with pytest.raises(NotPrinted, match="1 样东西找不到或者坏了"):
        printer.pdf(page(f'<img src="paper:blob/{picture}" alt="坏的">'), title="凭证")


@pytest.mark.parametrize(
    "body",
    [
        '<img src="{outside}/a.png">',
        '<p style="background: url({outside}/b.png)">背景</p>',
        '<style>@import url("{outside}/c.css")</style>',
        '<link rel="stylesheet" href="{outside}/d.css">',
        '<link rel="attachment" href="{outside}/e">',
        '<svg width="9" height="9"><image width="9" height="9" href="{outside}/f.png"/></svg>',
        '<object data="{outside}/g.png"></object>',
        '<embed src="{outside}/h.png">',
        "<style>@font-face {{ font-family: x; src: url({outside}/i.woff) }} p {{ font-family: x }}</style><p>字</p>",
        '<ul style="list-style-image: url({outside}/j.png)"><li>一</li></ul>',
    ],
    ids=["img", "background", "import", "link", "attachment", "svg image", "object", "embed", "font", "list"],
)
def test_nothing_is_fetched_from_the_network(printer, neighbour, body):
    outside, seen = neighbour
    with pytest.raises(NotPrinted, match="先不打印"):
        printer.pdf(page(body.format(outside=outside)), title="网")
    assert seen == []


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "/etc/passwd",
        "data:image/png;base64,iVBORw0KGgo=",
        "paper:css/../../secret.css",
        "paper:css/missing.css",
        "paper:blob/" + "0" * 64,
        "paper:blob/../keys/village.key",
    ],
)
def test_other_addresses_are_refused_by_name(printer, address):
    with pytest.raises(NotPrinted) as refused:
        printer.pdf(page(f'<img src="{address}">'), title="盘")
    assert address.split("/")[-1] in str(refused.value)


@pytest.mark.parametrize(
    "broken",
    ["", "<<<>>>", "<table><tr><td colspan=999>宽", "<svg><path d='M0 0L'/></svg>", "<div>" * 300, "\0\x07字"],
    ids=["nothing", "brackets", "wide cell", "half a path", "deep", "control characters"],
)
def test_broken_html_still_makes_a_sheet(printer, broken):
    assert len(pypdf.PdfReader(printer.pdf(broken, title="坏")).pages) >= 1


@pytest.mark.parametrize("size", [pytest.param("a4", id="A4"), pytest.param("a3", id="A3")])
def test_a_long_foot_stays_on_the_paper(printer, ledger, size):
    contact = (
        "有疑问？到村里的触摸屏上看凭证，或问：石桥村村委会一楼值班室，星期一到星期五 8:30—11:30，电话 0990-5550123"
    )
    more = ["第12次公布 2026年11月12日", "至少贴到 2026年11月27日", "更正前的旧张请揭下"]
    made = printer.pdf(ledger(size=size, more=more, ask=contact), title="十月")
    assert "0990-5550123" in words(made)
    assert low(made) > 14  # what most printers cannot reach: 5 mm
