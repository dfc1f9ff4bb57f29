"""Which application answers an address, and what it sees of it."""

import pytest

from terminal.web.mounting import Mounted


def saying(name):
    return lambda environ, _start: [f"{name} {environ.get('SCRIPT_NAME', '')}|{environ['PATH_INFO']}".encode()]


MOUNTED = Mounted(saying("outer"), "/v", saying("inner"))


def asked(path, **environ):
    return MOUNTED({"PATH_INFO": path, **environ}, None)[0].decode()


@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ("/v/540990101/", "/"),
        ("/v/a1/ledger/2026/10", "/ledger/2026/10"),
        ("/v/10//v/20/", "//v/20/"),
        ("/v/10/\n", "/\n"),
    ],
)
def test_what_lies_below_a_name_is_seen_without_the_prefix(path, rest):
    assert asked(path) == f"inner {path.removesuffix(rest)}|{rest}"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/v",
        "/v/",
        "/v/540990101",
        "/v/a-b/",
        "/v/石桥/",
        f"/v/{'1' * 25}/",
        "/county/v/10/",
        "/vv/10/",
        "/v/1/",
        "",
    ],
)
def test_everything_else_goes_to_the_outer_one_as_it_came(path):
    assert asked(path) == f"outer |{path}"


def test_what_is_already_below_another_prefix_is_not_cut_again():
    assert asked("/v/10/", SCRIPT_NAME="/x") == "outer /x|/v/10/"
