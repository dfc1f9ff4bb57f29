"""/v/: every village of the county, to be found by anybody; and what machines that search the web want to know."""

from flask import Blueprint, Response, current_app, url_for

from terminal.county.mirror import pages, queries
from terminal.county.mirror.public import feeds
from terminal.web import asking
from terminal.web.gates import open_to_all
from terminal.web.pages import kept, render_page

bp = Blueprint("villager_villages", __name__)

ROBOTS = """User-agent: *
Disallow: /county/
Disallow: /sync/
Disallow: /look
Disallow: /v/*/look
Disallow: /v/*/search
Disallow: /v/*/verify

Sitemap: {sitemap}
"""


@bp.get("/v/")
@open_to_all
def index() -> Response:
    return render_page(
        "county/mirror/villages.html",
        fragment="county/mirror/_village_list.html",
        found=pages.choice(asking.words("q", 40), asking.words("township", 40)),
        is_there=current_app.extensions["mirror"],
        is_home=True,
    )


@bp.get("/v/<unit:code>")
@open_to_all
def village(code: str) -> Response:
    return Response(status=308, headers={"Location": f"/v/{code}/"})


@bp.get("/sitemap.xml")
@open_to_all
def sitemap() -> Response:
    there = [pages.address(f"/v/{one.code}/sitemap.xml") for one in queries.villages() if one.published_on]
    return kept(feeds.sitemap_index(there), "application/xml; charset=utf-8")


@bp.get("/robots.txt")
@open_to_all
def robots() -> Response:
    return kept(ROBOTS.format(sitemap=pages.address(url_for(".sitemap"))), "text/plain; charset=utf-8")
