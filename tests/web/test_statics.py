"""Shipped files have addresses that change with their content."""

import pytest
from flask import Flask

from terminal import config
from terminal.web import statics


@pytest.fixture
def site(tmp_path, monkeypatch):
    (tmp_path / "static" / "css").mkdir(parents=True)
    (tmp_path / "static" / "css" / "a.css").write_text("a {}")
    (tmp_path / "static" / "icons.svg").write_text("<svg/>")
    monkeypatch.setattr(config, "assets", lambda *parts: tmp_path.joinpath(*parts))
    statics.static.cache_clear()
    app = Flask("statics", static_folder=str(tmp_path / "static"))
    statics.install(app)
    with app.test_request_context():
        yield tmp_path
    statics.static.cache_clear()


def test_an_address_carries_a_piece_of_the_hash(site):
    address = statics.static("css/a.css")
    (site / "static" / "css" / "a.css").write_text("b {}")
    statics.static.cache_clear()
    assert address.startswith("/static/css/a.css?v=")
    assert statics.static("css/a.css") != address


def test_an_icon_is_a_place_in_the_sprite(site):
    assert statics.icon("home").startswith("/static/icons.svg?v=")
    assert statics.icon("home").endswith("#home")


def test_a_file_that_is_not_shipped_is_a_mistake_in_a_template(site):
    with pytest.raises(FileNotFoundError):
        statics.static("css/ghost.css")
