"""Answers for machines: JSON with documented codes, never a page; what comes in is read within narrow limits."""

from secrets import randbelow
from typing import Any, TypeVar

import msgspec
from flask import Response, request

from terminal.errors import TerminalError

PREFIX = "/sync/"
LARGEST = 64 * 1024  # bytes of a JSON question
SOONEST, LATEST = 60, 900  # seconds after which a busy machine is asked again
# What a status means when nobody said it more finely.
CODES = {
    400: "bad-format",
    401: "unknown-terminal",
    403: "unknown-terminal",
    404: "not-found",
    405: "unsupported",
    413: "quota",
    415: "bad-format",
    416: "bad-format",
    422: "bad-format",
    429: "busy",
    503: "busy",
}
Shape = TypeVar("Shape")


class Wrong(TerminalError):
    """A machine's question that is not done; `code` is for the machine, the sentence for whoever reads its log.

    `need`: the line, or the byte, to go on from; `retry_after`: seconds.
    """

    def __init__(
        self, status: int, says: str, *, code: str = "", need: int | None = None, retry_after: int | None = None
    ) -> None:
        super().__init__(says)
        self.status, self.code, self.says = status, code or CODES[status], says
        self.need, self.retry_after = need, retry_after


def soon() -> int:
    """Seconds until somebody who was turned away asks again: each another number, or all come back at once."""
    return SOONEST + randbelow(LATEST - SOONEST + 1)


def is_for_machines() -> bool:
    """Does a machine ask, which reads no pages?"""
    return request.path.startswith(PREFIX)


def answer(said: object, status: int = 200) -> Response:
    """This, as JSON; kept nowhere."""
    response = Response(msgspec.json.encode(said), status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def nothing(status: int = 204, **headers: object) -> Response:
    """No words, only a status and what headers say."""
    response = Response(b"", status)
    response.headers["Cache-Control"] = "no-store"
    for name, value in headers.items():
        response.headers[name.replace("_", "-")] = str(value)
    return response


def refused(wrong: Wrong) -> Response:
    """Why it was not done."""
    said: dict[str, Any] = {"code": wrong.code, "says": wrong.says}
    said |= {"need": wrong.need} if wrong.need is not None else {}
    said |= {"retry_after": wrong.retry_after} if wrong.retry_after is not None else {}
    response = answer(said, wrong.status)
    if wrong.retry_after is not None:
        response.headers["Retry-After"] = str(wrong.retry_after)
    if wrong.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def failed(status: int, *says: str) -> Response:
    """The same for what went wrong before the question reached its door."""
    wrong = Wrong(status, "".join(says), code=CODES.get(status, "busy" if status >= 500 else "bad-format"))
    wrong.retry_after = soon() if status in (429, 503) else None
    return refused(wrong)


def bearer() -> str:
    """The token of this request; empty when there is none."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" and token.isascii() and len(token) < 200 else ""


def read(shape: type[Shape]) -> Shape:
    """What the question says, in this shape; unknown fields are left aside. Raises Wrong."""
    if request.mimetype != "application/json":
        raise Wrong(415, "内容要用 application/json 写。")
    if (request.content_length or 0) > LARGEST:
        raise Wrong(413, f"内容太大，最多 {LARGEST // 1024} KiB。")
    data = request.get_data(cache=False)
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as wrong:
        raise Wrong(400, f"内容读不懂，请对照接口说明：{str(wrong)[:200]}。") from None


def number(name: str, otherwise: int, most: int = 2**53 - 1) -> int:
    """A number of the query, 0 to `most`. Raises Wrong for anything else."""
    said = request.args.get(name)
    if said is None:
        return otherwise
    if not (said.isascii() and said.isdigit() and len(said) <= 16 and int(said) <= most):
        raise Wrong(400, f"{name} 要写成 0 到 {most} 的整数。")
    return int(said)


def header_number(name: str) -> int | None:
    """The same of a header; None when it is not there."""
    said = request.headers.get(name)
    if said is None:
        return None
    if not (said.isascii() and said.isdigit() and len(said) <= 16):
        raise Wrong(400, f"{name} 要写成不带符号的整数。")
    return int(said)
