"""A small application with one page, one piece of it, and everything that web/ installs."""

import pytest
from flask import Flask, g, request

from terminal.store.database import close_database, database, open_database, write
from terminal.web import converters, headers
from terminal.web.finished import FinishedPages, look_of
from terminal.web.pages import htmx, render_page, see_other


@pytest.fixture
def folder(tmp_path):
    open_database(tmp_path / "data" / "terminal.db")
    with write():
        database.execute_sql("CREATE TABLE note (said TEXT)")
    yield tmp_path
    close_database()


@pytest.fixture
def small(folder):
    """`small.made` lists what Flask had to make."""
    templates = folder / "templates"
    templates.mkdir()
    (templates / "page.html").write_text("<h1>page {{ g.look.cookie }}</h1>{% include '_list.html' %}")
    (templates / "_list.html").write_text("<ul id='list'>{{ request.args.get('q', '') }}</ul>")
    app = Flask("small", template_folder=str(templates))
    app.made = []
    htmx.init_app(app)
    headers.install(app)
    converters.install(app)

    @app.before_request
    def begin():
        g.look = look_of(request.environ)
        app.made.append(request.full_path)

    @app.get("/page")
    @app.get("/页")
    def page():
        return render_page("page.html", fragment="_list.html")

    @app.get("/mine")
    def mine():
        return render_page("page.html", keep=False)

    @app.get("/wrong")
    def wrong():
        return render_page("page.html", status=404)

    @app.get("/cookie")
    def cookie():
        response = render_page("page.html")
        response.set_cookie("who", "me")
        return response

    @app.get("/go")
    def go():
        return see_other(request.args["to"])

    @app.post("/page")
    def post():
        return "posted"

    app.wsgi_app = FinishedPages(app.wsgi_app)
    return app


@pytest.fixture
def client(small):
    return small.test_client(use_cookies=False)  # cookies are written by hand
