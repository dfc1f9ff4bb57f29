"""Phones are told one address that reaches this box."""

import socket

import pytest
from flask import Flask

from terminal.config import Server
from terminal.web.addresses import below, find_address, for_everybody, for_phones, mirrored


@pytest.mark.parametrize(
    ("said", "address"),
    [("http://192.168.1.10:8000", "http://192.168.1.10:8000"), ("http://cun.example/", "http://cun.example")],
)
def test_the_address_of_the_settings_goes_first(said, address):
    assert find_address(Server(address=said)) == address


def test_else_the_machine_names_its_own():
    found = find_address(Server(port=8123))
    assert found.startswith("http://")
    assert found.endswith(":8123")


def test_without_any_network_it_names_itself(monkeypatch):
    def unreachable(self, address):
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    assert find_address(Server(port=8123)) == "http://127.0.0.1:8123"


def test_a_path_becomes_an_address_for_phones():
    app = Flask("addresses")
    app.config["ADDRESS"] = "http://192.168.1.10:8000"
    with app.app_context():
        assert for_phones("/disclosures/2026-00001") == "http://192.168.1.10:8000/disclosures/2026-00001"


def test_a_path_of_the_log_stays_below_the_prefix_under_which_it_is_shown():
    assert below("/ledger/2026/10") == "/ledger/2026/10"
    with Flask("addresses").test_request_context("/", environ_overrides={"SCRIPT_NAME": "/v/540990101"}):
        assert below("/ledger/2026/10") == "/v/540990101/ledger/2026/10"


def test_a_code_leads_to_the_county_while_that_shows_these_pages():
    app, far = Flask("addresses"), ["https://open.example/v/540990101"]
    app.config["ADDRESS"] = "http://192.168.1.10:8000"
    mirrored(app, lambda: far[0])
    with app.app_context():
        assert for_everybody("/ledger/") == "https://open.example/v/540990101/ledger/"
        assert for_phones("/feedback/receipt") == "http://192.168.1.10:8000/feedback/receipt"
        far[0] = ""
        assert for_everybody("/ledger/") == "http://192.168.1.10:8000/ledger/"
