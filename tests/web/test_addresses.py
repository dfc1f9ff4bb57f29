"""Phones are told one address that reaches this box."""

import socket

import pytest
from flask import Flask

from terminal.config import Server
from terminal.web.addresses import find_address, for_phones


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
