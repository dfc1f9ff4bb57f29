"""/ledger/: where the village's money came from and went, as a villager reads it."""

from flask import Blueprint, Response, current_app, g, send_file, url_for

from terminal import clock
from terminal.errors import NotFound
from terminal.journal import blobs
from terminal.ledger import comparing, pages, queries, sides, vouchers, words
from terminal.register.pauses import Paused, paused
from terminal.register.queries import paged
from terminal.text.days import Period
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.looks import rows_per_page
from terminal.web.pages import render_page
from terminal.web.papers import hand_out, in_chinese

bp = Blueprint("villager_ledger", __name__, url_prefix="/ledger")

SHOWN_INSIDE = {"image/png", "image/jpeg", "image/webp", "application/pdf"}
HOW_ROWS = {"normal": 8, "large": 5, "largest": 4}
FACT_ROWS = {"normal": 9, "large": 6, "largest": 4}
KEEP_FOREVER = "public, max-age=31536000, immutable"


@bp.get("/")
@open_to_all
def index() -> Response:
    desk = _desk()
    back = url_for("villager_hall.home")
    if desk is None:
        return render_page("ledger/villager/nothing.html", back=back)
    years = pages.years(desk)
    asked = asking.number("year", years[-1])
    year = asked if asked in years else years[-1]
    quarters = pages.quarters(desk, year)
    return render_page("ledger/villager/index.html", desk=desk, years=years, year=year, quarters=quarters, back=back)


@bp.get("/<year:year>")
@bp.get("/<year:year>/q<int(min=1, max=4):quarter>")
@bp.get("/<year:year>/<month:month>")
@open_to_all
def span(year: int, quarter: int = 0, month: int = 0) -> Response:
    desk, period, screen = _screen(year, quarter, month)
    back = desk.url("index", year=year)
    if screen is None:
        gap, order = desk.shelf.gap(period), _order(desk, period)
        return render_page("ledger/villager/missing.html", desk=desk, period=period, gap=gap, order=order, back=back)
    fragment = "ledger/villager/_line_list.html"
    return render_page("ledger/villager/span.html", fragment=fragment, screen=screen, back=back)


@bp.get("/<year:year>/how")
@bp.get("/<year:year>/q<int(min=1, max=4):quarter>/how")
@bp.get("/<year:year>/<month:month>/how")
@open_to_all
def how(year: int, quarter: int = 0, month: int = 0) -> Response:
    desk, period, screen = _screen(year, quarter, month)
    if screen is None:
        raise NotFound(f"{period.label()}的账还没公布。")
    shares = sides.cut(sides.every(desk.village.origin, screen.span), HOW_ROWS[g.look.type])
    number = min(max(1, asking.number("page")), len(shares))
    return render_page(
        "ledger/villager/how.html",
        screen=screen,
        shares=shares[number - 1],
        number=number,
        pages=len(shares),
        back=screen.here(),
    )


@bp.get("/<year:year>/<month:month>/facts")
@open_to_all
def facts(year: int, month: int) -> Response:
    _, period, screen = _screen(year, 0, month)
    if screen is None:
        raise NotFound(f"{period.label()}的账还没公布。")
    found, size = words.facts(screen.sheet), FACT_ROWS[g.look.type]
    number, count = paged(len(found), asking.number("page"), size)
    return render_page(
        "ledger/villager/facts.html",
        screen=screen,
        facts=found[(number - 1) * size : number * size],
        code=pages.code(screen),
        number=number,
        pages=count,
        back=screen.here(),
    )


@bp.get("/<year:year>/<month:month>/changes")
@open_to_all
def changes(year: int, month: int) -> Response:
    desk, period, screen = _screen(year, 0, month)
    versions = screen.versions if screen else ()
    place = min(asking.number("version", len(versions)), len(versions)) - 1
    if place < 1:
        raise NotFound(f"{period.label()}的账没有改过。")
    old, new = versions[place - 1], versions[place]
    found = comparing.changed(comparing.published_table(old), comparing.published_table(new))
    size = rows_per_page(g.look, "lines")
    number, count = paged(len(found), asking.number("page"), size)
    return render_page(
        "ledger/villager/changes.html",
        desk=desk,
        period=period,
        heading=pages.heading(period),
        old=old,
        new=new,
        rows=found[(number - 1) * size : number * size],
        number=number,
        pages=count,
        back=desk.span_url(period, version=new.number),
    )


@bp.route("/<year:year>.pdf", methods=["GET", "POST"])
@bp.route("/<year:year>/q<int(min=1, max=4):quarter>.pdf", methods=["GET", "POST"])
@bp.route("/<year:year>/<month:month>.pdf", methods=["GET", "POST"])
@open_to_all
def paper(year: int, quarter: int = 0, month: int = 0) -> Response:
    with in_chinese():
        desk, period, screen = _screen(year, quarter, month)
        if screen is None:
            raise NotFound(f"{period.label()}的账还没公布。")
        html = pages.paper_html(screen)
    made = current_app.extensions["printer"].pdf(html, title=period.label())
    return hand_out(made, f"{desk.account.key}-{period.key}.pdf")


@bp.get("/lines/<line:number>")
@open_to_all
def line(number: str) -> Response:
    found = queries.line(here().origin, number)
    where = pages.line_place(found, asking.number("page"))
    has_come = where.voucher is None or blobs.has(where.voucher)
    # An attachment may come without a line: a page that lacks it is not kept.
    return render_page(
        "ledger/villager/line.html", keep=has_come, found=found, where=where, has_come=has_come, back=where.sheet_url
    )


@bp.get("/vouchers/<sha256:sha256>")
@open_to_all
def voucher(sha256: str) -> Response:
    blob = vouchers.voucher(here().origin, sha256)
    response = send_file(
        blobs.path(sha256),
        mimetype=blob.media_type,
        as_attachment=blob.media_type not in SHOWN_INSIDE,
        download_name=blob.name,
        etag=sha256,
        conditional=True,
    )
    response.headers["Cache-Control"] = KEEP_FOREVER
    return response


def _desk() -> pages.Desk | None:
    return pages.desk(asking.words("account", 30))


def _order(desk: pages.Desk, period: Period) -> Paused | None:
    """The county's order that holds back this month; None when nothing does, and for longer periods."""
    sheet = desk.shelf.months.get(period.key)
    return paused(desk.village.origin, sheet.obj) if sheet else None


def _screen(year: int, quarter: int, month: int) -> tuple[pages.Desk, Period, pages.Screen | None]:
    """Raises NotFound for a time nothing is owed for."""
    period = Period("M", year, month) if month else Period("Q", year, quarter) if quarter else Period("Y", year)
    desk = _desk()
    if desk is None or period.last < desk.shelf.since.first or period.first > clock.today():
        raise NotFound(f"{period.label()}没有账。")
    shown = pages.screen(
        desk, period, asking.words("show", 10), asking.number("page"), asking.number("version", 0), g.look
    )
    return desk, period, shown
