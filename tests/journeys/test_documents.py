"""Texts as offices really hand them over – traditional characters, scraped pages, old encodings – are published and found."""

from pathlib import Path

import pytest

from tests.visit import Page

TRADITIONAL = (
    "當前位置:首頁>自查報告>\n\n石橋村政務公開自查報告\n\n石橋 人氣:1.2K\n\n鎮政務公開辦:\n\n"
    + "按照通知要求,我村認真對照考核辦法逐條進行了自查,現將水渠、道路、補貼發放等情況報告如下:\n\n" * 12
)
NOISY = (
    "村务公开工作总结\n\n时间:2022-03-04 10:25:41 本文作者:会员上传\n\n导语:本文来源于网友上传,不代表本站观点。\n\n"
    + "一是政務(wù)公開(kāi)制度健全,二是群众监督有力,三是账目按月上墙。\n" * 10
    + "\n\n下载全文 点击复制 上一篇:无 下一篇:无\n"
)
LONG = "二〇二五年度报告\n\n" + "".join(
    f"({number})第{number}项工作:机耕路养护、饮水管道检修、垃圾清运均已办结,群众满意。\n\n" for number in range(1, 700)
)
WIDE = "　　单位政务公开自查报告\r\n\r\n　　时间:2020-10-03 10:28:05 报告 我要投稿\r\n\r\n" + (
    "　　要以群众的“三个满意”为标准,把公开栏、意见箱、监督电话都管起来。\r\n" * 30
)
OLD = (
    "永安村2014年村务公开工作总结\n\n来源:门户网站 发布时间:2015-01-02 字体大小:\n\n"
    + "今年来,我村认真落实公开规定。\n" * 20
)
TEXTS = [
    pytest.param(TRADITIONAL, "utf-8", id="traditional characters"),
    pytest.param(NOISY, "utf-8-sig", id="scraped with readings between the characters"),
    pytest.param(LONG, "utf-8", id="hundreds of paragraphs"),
    pytest.param(WIDE, "utf-8", id="wide blanks and Windows line ends"),
    pytest.param(OLD, "gb18030", id="GB18030"),
]


@pytest.fixture
def file(tmp_path: Path):
    def made(text: str, encoding: str = "utf-8", name: str = "报告.txt") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return made


def imported(typed, *files: Path):
    return typed("disclosures", "import", *files, "--item", "V-A01", "--published-on", "2026-11-20")


def read(visit, path: str) -> Page:
    """A page with somebody else's words on it, so that the house's own way of writing is not asked of it."""
    page = Page(visit.client.get(path), path)
    assert page.status == 200
    return page


def whole(visit, path: str) -> str:
    """The words of all screens of a text."""
    page = read(visit, path)
    words = page.text
    while further := page.select("a#page-after"):
        page = read(visit, further[0].get("href"))
        words += page.text
    return words


def only_result(visit, asked: str) -> str:
    found = visit.get("/search", query_string={"q": asked})
    links = [link for link in found.links if link.startswith("/disclosures/2")]
    assert len(links) == 1, found.text
    return links[0]


@pytest.mark.parametrize(("text", "encoding"), TEXTS)
def test_a_text_is_published_and_every_line_of_it_can_be_read(text, encoding, typed, file, visit):
    done = imported(typed, file(text, encoding))
    assert done.returncode == 0, done.stderr
    assert ("已转换" in done.stdout) == (encoding == "gb18030")
    address = next(link for link in visit.get("/disclosures/").links if link.startswith("/disclosures/2"))
    words = whole(visit, address)
    for line in (line.strip() for line in text.splitlines()):
        assert line in words, line


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        pytest.param("政務公開", WIDE, id="traditional finds simplified"),
        pytest.param("政务公开", TRADITIONAL, id="simplified finds traditional"),
        pytest.param("CWGK", OLD, id="first letters find a title"),
        pytest.param("三个满意", WIDE, id="words between quotation marks"),
        pytest.param("第699项", LONG, id="the last paragraph"),
    ],
)
def test_a_text_is_found_whatever_way_it_is_asked_for(asked, text, typed, file, visit):
    imported(typed, file(text))
    assert read(visit, only_result(visit, asked)).h1


def test_all_five_are_published_together(typed, file, visit):
    files = [file(*param.values, name=f"{place}.txt") for place, param in enumerate(TEXTS)]
    done = imported(typed, *files)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 5
    assert len([link for link in visit.get("/disclosures/").links if link.startswith("/disclosures/2")]) == 5


@pytest.mark.parametrize(
    ("spoilt", "says"),
    [
        pytest.param(b"", "空的", id="empty"),
        pytest.param(b"PK\x03\x04 not text", "不是纯文本", id="a Word file"),
        pytest.param(b"\xff\xfe\x00\xd8" * 50, "编码", id="no encoding at all"),
        pytest.param("字".encode() * 400_000, "1 MB", id="too large"),
    ],
)
def test_one_spoilt_file_keeps_all_of_them_back(spoilt, says, typed, file, tmp_path, visit):
    wrong = tmp_path / "坏.txt"
    wrong.write_bytes(spoilt)
    done = imported(typed, file(OLD), wrong)
    assert done.returncode == 1
    assert "坏.txt" in done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert "这里还没有公开过什么" in visit.get("/disclosures/")
