"""The cookie says nothing about anybody, and only the touchscreen itself is the touchscreen."""

import pytest
from flask import Flask, Response

from terminal.web import sessions

app = Flask("house")


def asked(address="127.0.0.1", **headers):
    environ = {"REMOTE_ADDR": address} if address else {"REMOTE_ADDR": ""}
    return app.test_request_context("/", headers=headers, environ_base=environ)


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites():
    with asked():
        cookie = sessions.remember(Response(), "abc").headers["Set-Cookie"]
    assert cookie == "desk=abc; HttpOnly; Path=/; SameSite=Strict"


@pytest.mark.parametrize("how", ["https address", "https before a proxy"])
def test_on_an_encrypted_line_the_cookie_stays_on_it(how):
    headers = {"X-Forwarded-Proto": "https"} if "proxy" in how else {}
    base = "http://localhost" if "proxy" in how else "https://localhost"
    with app.test_request_context("/", base_url=base, headers=headers):
        assert "Secure" in sessions.remember(Response(), "abc").headers["Set-Cookie"]


def test_signing_out_empties_the_browser():
    with asked():
        response = sessions.forget(Response())
    assert "desk=;" in response.headers["Set-Cookie"] and response.headers["Clear-Site-Data"] == '"cache"'


@pytest.mark.parametrize("cookie", ["", "字", "x" * 100, 'a"b\\'])
def test_a_strange_cookie_is_taken_calmly(cookie):
    with app.test_request_context("/", headers={"Cookie": f"desk={cookie}".encode().decode("latin-1")}):
        assert len(sessions.token()) < 100


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_the_touchscreen_itself_is_known(address):
    with asked(address):
        assert sessions.is_kiosk() and sessions.address() == "kiosk"


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        pytest.param("192.168.1.20", {}, id="a phone"),
        pytest.param("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, id="passed on by a proxy"),
        pytest.param("127.0.0.1", {"X-Real-IP": "192.168.1.20"}, id="passed on, said otherwise"),
        pytest.param("127.0.0.1", {"Forwarded": "for=10.0.0.1"}, id="passed on by the standard"),
        pytest.param("", {}, id="from nowhere"),
    ],
)
def test_anything_else_is_not_the_touchscreen(address, headers):
    with asked(address, **headers):
        assert not sessions.is_kiosk()
        assert sessions.address() != "kiosk"
