"""What anybody may open at the county: the look of the pages, and whether the server answers."""

from flask import Blueprint, Response, send_file

from terminal import config
from terminal.store.database import database
from terminal.web.gates import open_to_all
from terminal.web.pages import go_to
from terminal.web.switches import switched

bp = Blueprint("villager_county", __name__)


@bp.get("/")
@open_to_all
def front() -> Response:
    return go_to("officer_villages.home")


@bp.get("/look")
@open_to_all
def look() -> Response:
    return switched()


@bp.get("/favicon.ico")
@open_to_all
def favicon() -> Response:
    return send_file(config.assets("static", "favicon.svg"), mimetype="image/svg+xml")


@bp.get("/healthz")
@open_to_all
def healthz() -> Response:
    database.execute_sql("SELECT 1").fetchone()
    return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})
