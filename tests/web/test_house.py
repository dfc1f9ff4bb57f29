"""A door may come without some of its pages."""

import subprocess
import sys

import pytest
from flask import Blueprint, Flask, url_for
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


def test_addresses_are_put_together_as_by_flask_itself(app):
    said = "/<path:name>/of/<int(min=1):number>"
    late, usual = app, Flask("usual")
    for one in (late, usual):
        one.add_url_rule(said, "some", some := lambda: "", defaults={"page": 1})
        one.add_url_rule(f"{said}/<page>", "some", some)
    for values in ({"name": "甲/乙", "number": 3}, {"name": "a b", "number": 4, "page": 2, "q": "&"}):
        for _ in range(2):
            with late.test_request_context():
                found = url_for("some", **values)
            with usual.test_request_context():
                assert found == url_for("some", **values)


def test_what_most_starts_have_no_need_of_is_not_loaded():
    script = "import sys, terminal.kiosk_app; sys.exit(bool({'openpyxl', 'weasyprint', 'PIL'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
