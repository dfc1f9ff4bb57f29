"""The same list as a textbook would write it: Flask, whole peewee models, the same Jinja templates, nothing kept.

It answers /disclosures/ with the very bytes of the terminal, which `terminal bench pages` checks before it measures.
"""

import hashlib
import sys
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, Flask, g, render_template, request, url_for
from flask_babel import Babel
from peewee import fn

from bench.waiting import serve
from terminal import __version__, clock, config
from terminal.catalogue.queries import catalogue
from terminal.journal.header import read_header
from terminal.journal.models import LogLine
from terminal.register.models import Entry
from terminal.store.database import database
from terminal.village.models import Unit
from terminal.web import filters, headers, looks
from terminal.web.finished import look_of

SIZE = 10
bp = Blueprint("villager_disclosures", __name__, url_prefix="/disclosures")


def _tag(entry: Entry) -> tuple[str, str] | None:
    if entry.state == "withdrawn":
        return ("late", "已撤下")
    if entry.version > 1:
        return ("note", f"第{entry.version}次公布")
    return ("note", f"{entry.lines} 笔") if entry.lines else None


@cache
def _version(name: str) -> str:
    return hashlib.sha256(config.assets("static", *name.split("/")).read_bytes()).hexdigest()[:10]


def _static(name: str) -> str:
    return url_for("static", filename=name, v=_version(name))


@bp.get("/")
def index() -> str:
    number = request.args.get("page", 1, type=int)
    entries = Entry.select().where(Entry.origin == g.unit.origin)
    total = entries.count()
    year = fn.SUBSTR(Entry.published_on, 1, 4)
    years = Entry.select(year.alias("year")).where(Entry.origin == g.unit.origin).distinct().order_by(year.desc())
    shown = entries.order_by(Entry.published_on.desc(), Entry.log_seq.desc()).paginate(number, SIZE)
    return render_template(
        "disclosures/villager/index.html",
        page=SimpleNamespace(number=number, pages=-(-total // SIZE), total=total),
        rows=[
            {"day": one.published_on, "title": one.title, "gist": one.publisher, "tag": _tag(one), "href": one.path}
            for one in shown
        ],
        groups=catalogue(g.unit.unit_kind).groups,
        group="",
        years=[int(row.year) for row in years],
        year=0,
        back="/",
    )


def _begin() -> None:
    database.connect(reuse_if_open=True)
    g.look = look_of(request.environ)
    g.unit = Unit.get()


def _end(_wrong: BaseException | None) -> None:
    database.close()


def _everywhere() -> dict[str, Any]:
    settings = config.Settings()
    last = LogLine.select().where(LogLine.origin == g.unit.origin).order_by(LogLine.seq.desc()).get()
    return {
        "place": SimpleNamespace(
            name=g.unit.name,
            name_en=g.unit.name_en,
            sub=f"{g.unit.county} {g.unit.township} · 村务公开",
            sub_en="Open Village Affairs",
        ),
        "look": g.look,
        "look_url": looks.look_url(request.full_path.rstrip("?")),
        "today": clock.today(),
        "as_of": read_header(last.header).moment,
        "is_home": False,
        "idle": {"warn_seconds": settings.screen.idle_warn, "reset_seconds": settings.screen.idle_reset},
        "request_path": request.full_path.rstrip("?"),
        "program": __version__,
    }


def create(data: Path) -> Flask:
    """The application over the database in this folder."""
    database.init(str(data / "terminal.db"))
    app = Flask(__name__, static_folder=str(config.assets("static")), template_folder=str(config.assets("templates")))
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    Babel(app, default_locale="zh_Hans_CN")
    for install in (headers.install, filters.install):
        install(app)
    app.jinja_env.globals.update(
        static=_static,
        icon=lambda name: f"{_static('icons.svg')}#{name}",
        is_here=lambda _endpoint: True,
        below=lambda path: path,
        standing=lambda _seq: ("i-cloud-off", "还没有连过县平台"),
    )
    app.before_request(_begin)
    app.teardown_request(_end)
    app.context_processor(_everywhere)
    app.register_blueprint(bp)
    app.add_url_rule("/", "home", lambda: url_for("villager_disclosures.index"))
    return app


if __name__ == "__main__":
    serve(create(Path(sys.argv[1])), int(sys.argv[2]))
