"""Pages per second: the terminal, a bare WSGI function with the same bytes, Datasette, and a list built each time."""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import limit, load, places, servers, world
from bench.report import About
from bench.rounds import Row, compare, in_turn
from terminal import config
from terminal.errors import TerminalError

KINDS = (("list", "hot list"), ("detail", "hot detail"), ("ledger", "hot ledger page"))
ABOUT = About(
    title="Pages per second",
    packages=("flask", "waitress", "peewee", "jinja2", "datasette", "uvicorn"),
    programs=(("wrk", "-v"),),
    notes=f"3,000 disclosures and 20,000 ledger lines, {load.CONNECTIONS} connections, knocked on by {load.knocker()}.",
)


def datasette(database: Path, port: int) -> list[str]:
    """Datasette over the same file, with facets and suggestions off."""
    options = ["--setting", "suggest_facets", "off", "--setting", "default_facet_size", "1"]
    return servers.python("-m", "datasette", "serve", database, "-h", "127.0.0.1", "-p", port, *options)


def _kept_pages(port: int, where: places.Places) -> limit.Kept:
    """The terminal's own pages, for the limit; the server itself sends these two headers."""
    kept: limit.Kept = {}
    for path in where.ours:
        _, headers, body = servers.get(port, path)
        kept[path] = ([one for one in headers if one[0] not in ("Date", "Connection")], body)
    return kept


def _same_list(built: servers.Running, plain: servers.Running, path: str) -> None:
    ours, theirs = (servers.get(one.port, path)[2] for one in (built, plain))
    if ours != theirs:
        raise TerminalError("两边的列表不一样，不能比：请照 terminal/disclosures/villager.py 改 bench/plain.py。")


def hot(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    """The three pages against the limit and against Datasette."""
    where = places.find(settings)
    with TemporaryDirectory() as folder:
        file = servers.settings_file(Path(folder), settings)
        us, bound, peer = (servers.free_port() for _ in range(3))
        with servers.started("us", servers.terminal(settings.data, file, us), us) as ours:
            pages = Path(folder) / "pages"
            limit.keep(pages, _kept_pages(us, where))
            with servers.together(
                ("bare WSGI", servers.python("-m", "bench.limit", pages, bound), bound, where.list),
                ("Datasette", datasette(settings.database, peer), peer, "/-/versions.json"),
            ) as others:
                rows = [_hot(kind, where, {"us": ours, **others}, rounds, seconds) for kind in KINDS]
    return [row for pair in rows for row in pair]


def _hot(
    kind: tuple[str, str], where: places.Places, by_name: dict[str, servers.Running], rounds: int, seconds: int
) -> list[Row]:
    name, what = kind
    ours = getattr(where, name)
    urls = {
        "us": by_name["us"].url(ours),
        "bare WSGI": by_name["bare WSGI"].url(ours),
        "Datasette, table": by_name["Datasette"].url(getattr(where, f"table_{name}")),
    }
    if name == "detail":
        urls["Datasette, row"] = by_name["Datasette"].url(where.table_row)
    for url in urls.values():
        load.rate(url, 1)  # warm
    found = in_turn({one: partial(load.rate, url, seconds) for one, url in urls.items()}, rounds)
    reach = {"bare WSGI": (0.85, "high"), "Datasette, table": (80, "high")}
    return [
        compare(
            what, found, "us", other, "pages/s", reach=reach.get(other, (0, ""))[0], better=reach.get(other, (0, ""))[1]
        )
        for other in urls
        if other != "us"
    ]


def built(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    """The list built from the database each time, against the same bytes from whole models and the same templates."""
    path = places.find(settings).list
    with TemporaryDirectory() as folder:
        file = servers.settings_file(Path(folder), settings)
        ours, theirs = servers.free_port(), servers.free_port()
        with servers.together(
            ("us", servers.python("-m", "bench.built", file, settings.data, ours), ours, path),
            ("plain peewee + Jinja", servers.python("-m", "bench.plain", settings.data, theirs), theirs, path),
        ) as running:
            _same_list(*running.values(), path)
            found = in_turn({name: partial(load.rate, one.url(path), seconds) for name, one in running.items()}, rounds)
    return [
        compare(
            "list built from the database", found, "us", "plain peewee + Jinja", "pages/s", reach=1.5, better="high"
        )
    ]


prepare = world.prepare


def run(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    return [*hot(settings, rounds, seconds), *built(settings, rounds, seconds)]
