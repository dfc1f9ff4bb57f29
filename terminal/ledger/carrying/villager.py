"""/ledger/downloads and the files behind it: a year of the accounts to carry away."""

from flask import Blueprint, Response, url_for

from terminal.ledger.carrying import pages, queries
from terminal.village.queries import here
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.pages import kept, render_page
from terminal.web.papers import may_leave

bp = Blueprint("villager_carrying", __name__, url_prefix="/ledger")

MOST_YEARS = 6  # as chips in one line
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/downloads")
@open_to_all
def index() -> Response:
    years = queries.years(here().origin)[:MOST_YEARS]
    asked = asking.number("year", years[0] if years else 0)
    year = asked if asked in years else years[0] if years else 0
    return render_page(
        "ledger/carrying/downloads.html",
        years=years,
        year=year,
        file=pages.of_year(year) if year else None,
        code=pages.code(),
        may_leave=may_leave(),
        back=url_for("villager_ledger.index"),
    )


@bp.get("/<year:year>.csv")
@open_to_all
def year_csv(year: int) -> Response:
    return kept(pages.as_table(year), "text/csv; charset=utf-8", name=f"ledger-{year}.csv")


@bp.get("/<year:year>.json")
@open_to_all
def year_json(year: int) -> Response:
    return kept(pages.as_data(year), "application/json", name=f"ledger-{year}.json")


@bp.get("/<year:year>.xlsx")
@open_to_all
def year_xlsx(year: int) -> Response:
    return kept(pages.as_workbook(year), WORKBOOK, name=f"ledger-{year}.xlsx")


@bp.get("/<year:year>.zip")
@open_to_all
def year_zip(year: int) -> Response:
    return kept(pages.as_package(year), "application/zip", name=f"ledger-{year}.zip")
