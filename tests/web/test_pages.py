"""Pages, pieces, and the ways on, which never lead out of the terminal."""

import pytest

PIECE = {"HX-Request": "true"}


def is_piece(answer):
    return b"<h1>" not in answer.data and b"id='list'" in answer.data


def test_a_browser_gets_the_page_and_htmx_a_piece_of_it(client):
    assert not is_piece(client.get("/page"))
    assert is_piece(client.get("/page", headers=PIECE))


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(PIECE | {"HX-Boosted": "true"}, id="boosted"),
        pytest.param(PIECE | {"HX-History-Restore-Request": "true"}, id="history"),
        pytest.param({"HX-Request": "false"}, id="not htmx"),
        pytest.param({"HX-Request": ""}, id="empty"),
        pytest.param({"HX-Target": "list"}, id="another header alone"),
    ],
)
def test_everybody_else_gets_the_whole_page(client, headers):
    assert not is_piece(client.get("/page", headers=headers))


def test_a_page_without_a_piece_is_a_page_for_htmx_too(client):
    assert not is_piece(client.get("/mine", headers=PIECE))


@pytest.mark.parametrize(("path", "said"), [("/page", "no-cache"), ("/mine", "no-store"), ("/go?to=/page", "no-store")])
def test_browsers_are_told_what_they_may_keep(client, path, said):
    assert client.get(path).headers["Cache-Control"] == said


@pytest.mark.parametrize(
    "address", ["/", "/page", "/page?q=1&page=2", "/search?q=%E5%BE%81%E5%9C%B0", "/a/b#c", "/a//b"]
)
def test_an_address_of_this_terminal_is_followed(client, address):
    answer = client.get("/go", query_string={"to": address})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "///evil.example",
        "https://evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "",
        " //evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/a\x00b",
        "/\x7f/evil",
        "/村",
        "?q=1",
        "data:text/html,x",
    ],
)
def test_any_other_address_leads_home(client, address):
    answer = client.get("/go", query_string={"to": address})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "/page"), ("get", "/mine"), ("get", "/wrong"), ("get", "/nowhere"), ("post", "/page"), ("put", "/page")],
)
def test_every_answer_carries_the_headers_of_the_house(client, method, path):
    for _ in range(2):
        headers = getattr(client, method)(path).headers
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert {"HX-Request", "Cookie"} <= {word.strip() for word in headers["Vary"].split(",")}
