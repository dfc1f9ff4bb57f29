"""docs/sync-openapi.yaml says what there is, and a stranger who reads nothing else finds nothing that is not so."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from terminal.county.models import Contact
from tests.county.calling import Caller
from tests.county.real import RealCounty

HOUSE = Path(__file__).parents[2]
SPEC = HOUSE / "docs" / "sync-openapi.yaml"
EXAMPLES = int(os.environ.get("API_EXAMPLES", "25"))  # of each operation; bench/api.py asks for thousands


def operations() -> set[tuple[str, str]]:
    said = yaml.safe_load(SPEC.read_text("utf-8"))
    return {
        (method.upper(), path)
        for path, about in said["paths"].items()
        for method in about
        if method in ("get", "head", "post", "patch", "put", "delete")
    }


def test_routes_and_the_file_agree(county):
    found = set()
    for rule in county.url_map.iter_rules():
        if rule.endpoint.startswith("machine_county."):
            path = rule.rule.replace("<sha256:sha256>", "{sha256}")
            methods = rule.methods - {"OPTIONS"} - ({"HEAD"} if "GET" in rule.methods else set())
            found |= {(method, path) for method in methods}
    assert found == operations()


def test_every_code_an_answer_may_have_is_in_the_file():
    from terminal.bundle.faults import REASONS
    from terminal.web.machines import CODES

    said = yaml.safe_load(SPEC.read_text("utf-8"))["components"]["schemas"]["Refusal"]["properties"]["code"]["enum"]
    assert {code for code, _ in REASONS.values()} | set(CODES.values()) <= set(said)


@pytest.mark.parametrize(("said", "kept"), [(7.5, 7), (0, 0), (-1, None), (101, None), (1e308, None)])
def test_what_a_terminal_says_of_its_disk_keeps_nobody_from_syncing(county, world, said, kept):
    """Documented without limits, because none is held: an odd figure is left aside, the session begins."""
    caller = Caller(county, world / "village0")
    assert caller.prove(caller.challenge(), disk_free=said).status_code == 200
    assert Contact.get(Contact.terminal == caller.origin).disk_free == kept
    about = yaml.safe_load(SPEC.read_text("utf-8"))["components"]["schemas"]["Asks"]["properties"]["disk_free"]
    assert not {"minimum", "maximum"} & set(about)


@pytest.fixture
def real(world) -> Iterator[RealCounty]:
    one = RealCounty(world / "county").start()
    yield one
    one.kill()


class Line:
    """`Caller` over a real line."""

    def __init__(self, url: str) -> None:
        self.url = url

    def test_client(self):
        return self

    def open(self, path: str, method: str, headers: dict, json: object):
        import json as words
        from types import SimpleNamespace
        from urllib.request import Request, urlopen

        sent = {**headers, "Content-Type": "application/json"}
        with urlopen(Request(self.url + path, words.dumps(json).encode(), sent, method=method), timeout=30) as answer:
            return SimpleNamespace(json=words.load(answer))


def test_a_stranger_who_reads_the_file_finds_nothing_else(real, world, tmp_path):
    token = Caller(Line(real.url), world / "village0").begin().token
    asked = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(HOUSE / "docs" / "sync-openapi.toml"), "run"),
        *(str(SPEC), "--url", real.url, "-H", f"Authorization: Bearer {token}", "--max-examples", str(EXAMPLES)),
        *("--checks", "all", "--seed", "1", "--no-color", "--generation-database", "none"),
    ]
    env = os.environ | {"PYTHONPATH": str(HOUSE)}
    done = subprocess.run(asked, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
