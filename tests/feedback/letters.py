"""What a villager sends: the form, a photograph, a voice; and the code on the answer."""

import io
from typing import Any

from PIL import Image

VOICE = b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04" + b"\0" * 60 + b"A_OPUS" + b"\0" * 400


def _photo() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(made, "JPEG")
    return made.getvalue()


PHOTO = _photo()


def photo(name: str = "IMG_0001.jpg") -> Any:
    """A photograph as a browser sends it; read once."""
    return _Again(), name


class _Again(io.BytesIO):
    """Bytes that can be sent more than once."""

    def __init__(self) -> None:
        super().__init__(PHOTO)

    def close(self) -> None:
        self.seek(0)


def letter(**changes: Any) -> dict[str, Any]:
    """A question to the village about a street lamp, unless something else is said."""
    usual = {"form": "0" * 32, "about": "", "category": "inquiry", "addressee": "village", "text": "路灯什么时候修？"}
    return usual | changes


def code_on(page: Any) -> str:
    """The sixteen digits on a slip, in fours."""
    groups: list[str] = page.words(".code b")
    assert len(groups) == 4, page.text[:300]
    return " ".join(groups)
