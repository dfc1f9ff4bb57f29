"""The gate of a small house: who is sent to sign in, who is told no, and what is never kept."""

import pytest
from flask import Flask, g, request

from terminal.errors import NotAllowed
from terminal.web import gates, headers
from terminal.web.finished import KEEP
from terminal.web.gates import needs, open_to_all, who
from terminal.web.pages import htmx


class Somebody:
    roles = frozenset({"cadre"})
    token = "t" * 43
    by_pin = False


class ByPin(Somebody):
    by_pin = True


class House:
    """An application with one room for everybody, one for cadres, one for cadres with a password."""

    def __init__(self):
        self.visitor, self.kept = None, {}
        app = Flask("house")
        htmx.init_app(app)
        headers.install(app)
        gates.install(app, lambda: self.visitor, login="login")
        app.register_error_handler(NotAllowed, lambda wrong: (str(wrong), 403))
        app.add_url_rule("/login", "login", open_to_all(lambda: "sign in"))
        app.add_url_rule("/open", "open", open_to_all(lambda: "all"), methods=["GET", "POST"])
        app.add_url_rule("/desk", "desk", needs("cadre")(lambda: self.desk()), methods=["GET", "POST"])
        app.add_url_rule("/safe", "safe", needs(by_password=True)(lambda: self.desk()))
        app.add_url_rule("/admin", "admin", needs("admin")(lambda: self.desk()))
        app.add_url_rule("/careless", "careless", open_to_all(lambda: who()))
        app.after_request(self.look)
        self.client = app.test_client()

    def desk(self):
        return f"desk of {who().token}"

    def look(self, response):
        request.environ.setdefault(KEEP, True)
        self.kept[request.path] = request.environ
        return response


@pytest.fixture
def house(monkeypatch):
    monkeypatch.setattr(gates, "_", lambda words: words)
    return House()


def test_nobody_is_sent_to_sign_in_and_back(house):
    answer = house.client.get("/desk?page=2")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login?next=/desk?page%3D2")


def test_htmx_is_told_to_go_and_sign_in(house):
    answer = house.client.get("/desk", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (204, "/login?next=/desk")


def test_a_form_of_nobody_is_refused_with_a_sentence(house):
    answer = house.client.post("/desk")
    assert answer.status_code == 403 and "重新登录" in answer.text


@pytest.mark.parametrize(
    ("visitor", "address", "status"),
    [
        pytest.param(Somebody, "/desk", 200, id="cadre, room of cadres"),
        pytest.param(Somebody, "/safe", 200, id="anybody with a password"),
        pytest.param(Somebody, "/admin", 403, id="cadre, room of administrators"),
        pytest.param(ByPin, "/desk", 200, id="by PIN where a PIN is enough"),
        pytest.param(ByPin, "/safe", 403, id="by PIN where it is not"),
        pytest.param(None, "/open", 200, id="anybody, open room"),
        pytest.param(Somebody, "/careless", 403, id="an open page that asks who is there learns nothing"),
    ],
)
def test_each_gets_as_far_as_they_may(house, visitor, address, status):
    house.visitor = visitor and visitor()
    assert house.client.get(address).status_code == status


@pytest.mark.parametrize(
    "token",
    ["", "x", "t" * 42, "字" * 43, "t" * 44],
    ids=["none", "short", "almost", "Chinese", "longer"],
)
def test_a_form_with_another_token_is_refused(house, token):
    house.visitor = Somebody()
    assert house.client.post("/desk", data={"token": token}).status_code == 403


def test_a_form_with_its_token_passes_and_is_never_kept(house):
    house.visitor = Somebody()
    answer = house.client.post("/desk", data={"token": "t" * 43}, headers={"Origin": "http://localhost"})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert house.kept["/desk"][KEEP] is False


def test_an_open_page_is_the_same_for_somebody_signed_in(house):
    house.visitor = Somebody()
    assert house.client.get("/open").headers.get("Cache-Control") is None
    assert house.kept["/open"][KEEP] is True


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://behind.a.proxy"}, 200),
        ({}, 200),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
    ],
    ids=["own page", "own page behind a proxy", "no browser", "look-alike", "other port", "hidden", "neighbour", "lie"],
)
def test_forms_come_from_our_own_pages(house, headers, status):
    assert house.client.post("/open", headers=headers).status_code == status


def test_who_is_there_is_asked_once_for_each_page(house):
    with house.client.application.test_request_context("/open"):
        with pytest.raises(NotAllowed):
            who()
        g.visitor = Somebody()
        assert who().token == "t" * 43
