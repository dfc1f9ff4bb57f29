"""A door may come without some of its pages."""

import pytest
from flask import Blueprint, url_for
from werkzeug.routing import BuildError

from terminal.web.house import House


@pytest.fixture
def app():
    door = Blueprint("door", __name__)
    door.add_url_rule("/there", "there", lambda: "there")
    door.add_url_rule("/print", "print_page", lambda: "printed")
    app = House("house")
    app.left_out = frozenset({"door.print_page"})
    app.register_blueprint(door)
    return app


def test_a_page_left_out_is_not_found_and_the_rest_is(app):
    client = app.test_client()
    assert (client.get("/there").status_code, client.get("/print").status_code) == (200, 404)


def test_nothing_can_lead_to_a_page_left_out(app):
    with app.test_request_context(), pytest.raises(BuildError):
        url_for("door.print_page")
