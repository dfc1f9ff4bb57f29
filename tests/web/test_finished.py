"""A finished page is handed out again until anything is committed or the day is over."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal import clock
from terminal.store.database import database, write
from terminal.web import finished
from terminal.web.finished import look_of
from terminal.web.looks import ALL, Look
from tests.world import at, ran

COMMIT = """
import sys
from pathlib import Path
from terminal.store.database import database, open_database, write
open_database(Path(sys.argv[1]))
with write():
    database.execute_sql("INSERT INTO note VALUES ('other')")
"""


def say():
    with write():
        database.execute_sql("INSERT INTO note VALUES ('me')")


def test_the_second_request_does_not_reach_the_application(small, client):
    first, second = client.get("/page?q=1"), client.get("/page?q=1")
    assert len(small.made) == 1
    assert first.data == second.data
    assert dict(first.headers) == dict(second.headers)
    assert second.status_code == 200


def test_what_a_browser_has_already_is_not_sent_again(small, client):
    tag = client.get("/page").headers["ETag"]
    again = client.get("/page", headers={"If-None-Match": tag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag)
    assert "Content-Length" not in again.headers
    assert again.headers["Content-Security-Policy"]
    assert len(small.made) == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        pytest.param("W/{tag}", 304, id="weakened on its way"),
        pytest.param('"other", {tag}', 304, id="one of several"),
        pytest.param('"other"', 200, id="another"),
        pytest.param("", 200, id="empty"),
        pytest.param('"\xff"', 200, id="odd"),
    ],
)
def test_a_tag_is_recognised_however_it_comes(client, asked, status):
    tag = client.get("/page").headers["ETag"]
    assert client.get("/page", headers={"If-None-Match": asked.format(tag=tag)}).status_code == status


def test_a_commit_makes_every_page_stale_at_once(small, client):
    for _ in range(3):
        client.get("/page")
        say()
    client.get("/page")
    assert len(small.made) == 4


def test_a_commit_of_another_process_makes_pages_stale_too(small, client, folder):
    client.get("/page")
    ran(COMMIT, folder / "data" / "terminal.db")
    tag = client.get("/page").headers["ETag"]
    assert len(small.made) == 2
    client.get("/page", headers={"If-None-Match": tag})
    assert len(small.made) == 2


def test_a_page_that_was_made_while_somebody_committed_is_made_again(small, client, monkeypatch):
    page = small.view_functions["page"]

    def meanwhile():
        say()
        return page()

    monkeypatch.setitem(small.view_functions, "page", meanwhile)
    client.get("/page")
    monkeypatch.setitem(small.view_functions, "page", page)
    client.get("/page")
    assert len(small.made) == 2


def test_the_next_day_makes_pages_stale(small, client):
    clock.use(lambda: at(date(2026, 11, 22), 15))
    client.get("/page")
    client.get("/page")
    assert len(small.made) == 1
    clock.use(lambda: at(date(2026, 11, 22), 16))
    client.get("/page")
    assert len(small.made) == 2


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"Cookie": "look=contrast.normal.zh"}, id="theme"),
        pytest.param({"Cookie": "look=day.large.zh"}, id="type"),
        pytest.param({"Cookie": "look=day.normal.en"}, id="language"),
        pytest.param({"HX-Request": "true"}, id="piece"),
        pytest.param({"HX-Request": "true", "HX-Boosted": "true"}, id="boosted"),
        pytest.param({"HX-Request": "true", "HX-History-Restore-Request": "true"}, id="history"),
    ],
)
def test_looks_and_pieces_are_kept_apart(small, client, headers):
    client.get("/page")
    other = client.get("/page", headers=headers).data
    assert len(small.made) == 2
    assert client.get("/page", headers=headers).data == other
    assert b"day.normal.zh" in client.get("/page").data
    assert len(small.made) == 2


def test_pages_of_different_questions_are_kept_apart(client):
    assert b">a<" in client.get("/page?q=a").data
    assert b">b<" in client.get("/page?q=b").data


@pytest.mark.parametrize("path", ["/mine", "/wrong", "/cookie", "/nowhere", "/go?to=/page"])
def test_what_is_personal_or_wrong_is_made_each_time(small, client, path):
    first, second = client.get(path), client.get(path)
    assert len(small.made) == 2
    assert first.status_code == second.status_code


def test_only_get_is_answered_from_what_is_kept(small, client):
    client.get("/page")
    assert client.post("/page").data == b"posted"
    head = client.head("/page")
    assert (head.status_code, head.data) == (200, b"")
    assert len(small.made) == 3


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "look",
        "look=",
        "look==",
        ";;;",
        "look=day.normal.zh.extra",
        "look=../../etc",
        "look=day.huge.zh",
        "LOOK=contrast.large.en",
        'look="contrast.large.en"',
        "notlook=contrast.large.en",
        "a" * 10_000,
        "look=\xe9\xff",
        "; look ; x",
    ],
)
def test_an_odd_cookie_is_the_ordinary_look(client, cookie):
    assert look_of({"HTTP_COOKIE": cookie}) == Look()
    assert b"day.normal.zh" in client.get("/page", headers={"Cookie": cookie}).data


@given(st.text(max_size=40))
def test_any_cookie_is_one_of_the_looks(cookie):
    assert look_of({"HTTP_COOKIE": f"a=b; look={cookie}; c=d"}) in ALL.values()


def test_a_look_is_found_among_other_cookies():
    assert look_of({"HTTP_COOKIE": "a=b; look=contrast.large.en; c"}) == Look("contrast", "large", "en")
    assert look_of({}) == Look()


def test_the_number_of_pages_is_bounded(small, client, monkeypatch):
    monkeypatch.setattr(finished, "MOST_PAGES", 5)
    for number in range(12):
        client.get(f"/page?q={number}")
    kept = small.wsgi_app
    assert len(kept._pages) == 5
    assert kept._bytes == sum(len(page[3]) for page in kept._pages.values())
    client.get("/page?q=11")
    assert len(small.made) == 12


@pytest.mark.parametrize("most", [0, 10, 100, 1000])
def test_the_memory_of_pages_is_bounded(small, client, monkeypatch, most):
    monkeypatch.setattr(finished, "MOST_BYTES", most)
    for number in range(30):
        assert client.get(f"/page?q={number}").status_code == 200
    assert small.wsgi_app._bytes <= most


def test_a_page_made_anew_is_counted_once(small, client):
    for _ in range(5):
        client.get("/page")
        say()
    kept = small.wsgi_app
    assert kept._bytes == sum(len(page[3]) for page in kept._pages.values()) > 0


def test_while_debugging_nothing_is_kept(small, client):
    small.debug = True
    client.get("/page")
    client.get("/page")
    assert len(small.made) == 2


def test_the_same_path_under_two_prefixes_is_two_pages(small, client):
    pages = [client.get("/page", environ_overrides={"SCRIPT_NAME": front}) for front in ("/v/1", "/v/2", "/v/1")]
    assert len(small.made) == 2
    assert [page.status_code for page in pages] == [200, 200, 200]


def test_a_page_may_stand_longer_than_the_next_commit(small):
    told = ["as it was"]
    small.wsgi_app.stands = lambda _environ: told[0]
    client = small.test_client()
    client.get("/page")
    say()
    client.get("/page")
    assert len(small.made) == 1
    told[0] = "otherwise"
    client.get("/page")
    assert len(small.made) == 2
