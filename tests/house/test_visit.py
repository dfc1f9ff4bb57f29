"""The checking client complains about each broken house rule, and about nothing else."""

import pytest
from flask import Flask

from tests.visit import Page, Visit, complaints

GOOD = (
    '<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>财务公开 – 石桥村</title></head>'
    '<body><h1>财务公开</h1><a href="/ledger/2026/10" hx-get="/ledger/2026/10">10月</a>SPOT</body></html>'
)
HEADERS = {"Content-Security-Policy": "default-src 'self'", "Vary": "Cookie, HX-Request"}


def answer(html: str, headers: dict[str, str] | None = None, fragment: bool = False) -> Page:
    app = Flask("house")
    return Page(app.response_class(html, headers=HEADERS if headers is None else headers), "/here/", fragment)


def test_a_good_page_is_left_in_peace():
    assert list(complaints(answer(GOOD))) == []


@pytest.mark.parametrize(
    ("spot", "complaint"),
    [
        pytest.param("<p>None</p>", "left over", id="None shown"),
        pytest.param("<p>{{ page.title }}</p>", "no value", id="unrendered template"),
        pytest.param('<p data-idle="{{ idle }}">x</p>', "no value", id="unrendered in an attribute"),
        pytest.param("<p>你好,村民</p>", "half-width", id="half-width comma"),
        pytest.param('<input name="q" aria-label="搜什么?">', "half-width", id="half-width in a label"),
        pytest.param("<h1>又一个</h1>", "2 h1", id="two h1"),
        pytest.param('<p style="color:red">红</p>', "inline style", id="inline style"),
        pytest.param('<p onclick="go()">点</p>', "inline onclick", id="inline handler"),
        pytest.param("<script>1</script>", "inline <script>", id="inline script"),
        pytest.param('<img src="/static/map.png">', "without alt", id="picture without alt"),
        pytest.param('<input name="q">', "without a label", id="field without label"),
        pytest.param('<a href="https://example.org/">外</a>', "off this machine", id="outside link"),
        pytest.param('<img alt="" src="//example.org/x.png">', "off this machine", id="outside picture"),
        pytest.param('<button hx-get="/more">更多</button>', "only with htmx", id="htmx alone"),
        pytest.param('<a href="/x"></a>', "has no name", id="nameless link"),
        pytest.param('<i id="a">一</i><i id="a">二</i>', "2 times", id="id twice"),
        pytest.param('<label for="name">名</label>', "points nowhere", id="label of nothing"),
        pytest.param('<a href="/x" hx-get="/x" hx-target="#list">更多</a>', "points nowhere", id="swap into nothing"),
        pytest.param("<p><div>错</div></p>", "end-tag", id="not valid HTML"),
    ],
)
def test_a_broken_page_is_named(spot, complaint):
    assert any(complaint in one for one in complaints(answer(GOOD.replace("SPOT", spot))))


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        pytest.param("<title>财务", "<title>党务", "does not begin", id="title is another"),
        pytest.param("zh-Hans", "fr", "lang is fr", id="unknown language"),
        pytest.param('<meta charset="utf-8">', "", "no <meta charset>", id="no charset"),
    ],
)
def test_a_broken_head_is_named(old, new, complaint):
    assert any(complaint in one for one in complaints(answer(GOOD.replace(old, new))))


@pytest.mark.parametrize(
    ("headers", "complaint"),
    [
        pytest.param({"Vary": "HX-Request"}, "Content-Security-Policy", id="no CSP"),
        pytest.param({"Content-Security-Policy": "default-src 'self'"}, "Vary", id="no Vary"),
        pytest.param(
            {**HEADERS, "Content-Disposition": "filename=账.pdf"}, "HTTP cannot carry", id="Chinese in a header"
        ),
    ],
)
def test_broken_headers_are_named(headers, complaint):
    assert any(complaint in one for one in complaints(answer(GOOD, headers)))


@pytest.mark.parametrize(
    "html", ["<p>没有编号</p>", '<p id="a">一</p><p id="b">二</p>', ""], ids=["no id", "two roots", "empty"]
)
def test_a_fragment_has_one_root_with_an_id(html):
    assert any("one root" in one for one in complaints(answer(html, fragment=True)))


def test_a_table_row_may_be_a_fragment():
    assert list(complaints(answer('<tr id="line-1"><td>鱼塘</td></tr>', fragment=True))) == []


def test_the_page_is_read_like_a_person_and_like_a_stylesheet():
    page = answer(
        GOOD.replace("SPOT", '<ul class="rows"><li class="entry new">路灯</li></ul><a href="?page=2">下一页</a>')
    )
    assert page.h1 == "财务公开" and "路灯" in page and page.title.startswith("财务公开")
    assert page.words("ul.rows li.new") == ["路灯"] and not page.select("ol li")
    assert page.links == ["/ledger/2026/10", "/here/?page=2"]


def test_crawling_follows_every_link_once_and_fails_on_a_dead_one():
    app = Flask("house")
    app.after_request(lambda response: response.headers.extend(HEADERS) or response)
    app.get("/", endpoint="home")(lambda: GOOD)
    app.get("/ledger/2026/10", endpoint="month")(lambda: GOOD.replace("SPOT", '<a href="/gone">丢了</a>'))
    with pytest.raises(AssertionError, match="/gone answered 404"):
        Visit(app).crawl("/")
