"""What is sent to be sealed never becomes a file on the way in."""

import io
import os
from pathlib import Path

import pytest
from flask import Flask, Request, request

from terminal.web.in_memory import InMemoryRequest

THREE_MB = os.urandom(3 * 2**20)
PART = b'--line\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
BODY = PART + THREE_MB + b"\r\n--line--\r\n"


def open_files():
    """What this process holds open that has a name, or had one."""
    targets = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            targets.append(str(handle.readlink()))
        except FileNotFoundError:
            continue
    return {target for target in targets if target.startswith("/") and not target.startswith(("/dev/", "/proc/"))}


@pytest.fixture
def taken():
    """taken(request class): the bytes that arrived, and the files that were opened for them meanwhile."""

    def run(kind):
        app, seen = Flask(__name__), {}
        app.request_class = kind

        @app.post("/write")
        def write():
            before = seen["before"]
            part = request.files["photo"]
            seen["files"] = open_files() - before
            seen["bytes"] = part.read()
            part.close()
            return ""

        client = app.test_client()
        seen["before"] = open_files()
        # Written by hand: the test client would put a body of this size into a file of its own.
        client.post("/write", data=BODY, content_type="multipart/form-data; boundary=line")
        return seen["bytes"], seen["files"]

    return run


def test_a_part_of_three_megabytes_opens_no_file(taken):
    data, files = taken(InMemoryRequest)
    assert data == THREE_MB
    assert files == set()


def test_the_ordinary_request_would_have_opened_one(taken):
    assert taken(Request)[1] != set()


def test_words_beside_the_files_are_read(kiosk):
    kiosk.request_class = InMemoryRequest
    with kiosk.test_request_context("/x", method="POST", data={"a": "字", "f": (io.BytesIO(b"1"), "f.png")}):
        assert (request.form["a"], request.files["f"].read()) == ("字", b"1")
        assert isinstance(request.files["f"].stream, io.BytesIO)
