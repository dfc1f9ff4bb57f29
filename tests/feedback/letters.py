"""What a villager sends: the form, a photograph, a voice; and the code on the answer."""

import io
from typing import Any

from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from terminal import clock
from terminal.feedback import records
from terminal.feedback.shapes import Case

FORM = "/feedback/new"
RECEIPT = "/feedback/receipt"
LAN = {"REMOTE_ADDR": "192.168.1.20"}
VOICE = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04" + b"\0" * 60 + b"A_OPUS" + b"\0" * 400


def _photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(made, "JPEG")
    return made.getvalue()


PHOTO = _photo()


def photo(name: str = "IMG_0001.jpg") -> Any:
    """A photograph as a browser sends it."""
    return io.BytesIO(PHOTO), name


def letter(**changes: Any) -> dict[str, Any]:
    """A question to the village about a street lamp, unless something else is said."""
    usual = {"form": "0" * 32, "about": "", "category": "inquiry", "addressee": "village", "text": "路灯什么时候修？"}
    return usual | changes


def code_on(page: Any) -> str:
    """The sixteen digits on a slip, in fours."""
    groups: list[str] = page.words(".code b")
    assert len(groups) == 4, page.text[:300]
    return " ".join(groups)


def send(visit: Any, expect: int = 200, environ: Any = None, **changes: Any) -> Any:
    """The page such a letter leads to, the slip where it was taken; put together in memory, as the client itself would not."""
    parts = {name: _parts(value) for name, value in letter(**changes).items()}
    boundary, data = encode_multipart(parts)
    kind = f"multipart/form-data; boundary={boundary}"
    if expect != 200:
        return visit.post(FORM, data, expect, content_type=kind, environ_base=environ or {})
    return visit.get(
        leads_to(visit.post(FORM, data, content_type=kind, environ_base=environ or {})), environ_base=environ or {}
    )


def leads_to(answer: Any) -> str:
    """Where the slip of a letter is that was taken."""
    return str(answer.headers["Location"])


def _parts(value: Any) -> list[Any]:
    """A file is a pair of bytes and a name; several come in a list."""
    several = value if isinstance(value, list) else [value]
    return [FileStorage(io.BytesIO(one[0].getvalue()), one[1]) if isinstance(one, tuple) else one for one in several]


def only_case() -> Case:
    return records.one(f"F{clock.today().year}-0001")
