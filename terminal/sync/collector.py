"""/sync/v1/ at a terminal: staff of the county fetch the log over the village's network, and leave what the county says."""

from typing import Any

import msgspec
from flask import Blueprint, Response, current_app, request, send_file

from terminal import clock
from terminal.bundle.faults import BundleRefused
from terminal.errors import Refused
from terminal.sync import challenge, collecting, devices
from terminal.sync.collecting import Collecting
from terminal.sync.devices import Device, Paper
from terminal.sync.sessions import Proved
from terminal.web import machines
from terminal.web.gates import machine, machines_only, open_to_all
from terminal.web.machines import Wrong

bp = Blueprint("collector_sync", __name__, url_prefix="/sync/v1")


class Asks(msgspec.Struct, frozen=True):
    """Who asks for a session, with the paper the county signed; the second time with the answer to the challenge."""

    origin: str
    nonce: str = ""
    signature: str = ""
    certificate: Paper | None = None


def _here() -> Collecting:
    found: Collecting = current_app.extensions["collecting"]
    return found


def find_machine(token: str) -> Proved | None:
    return _here().sessions.who(token) if token else None


def _may(what: devices.May) -> Device:
    device = _here().may(machine().key, what)
    if device is None:
        raise Wrong(403, "这台设备的证书不让做这件事。", code="unknown-terminal")
    return device


@bp.get("/time")
@open_to_all
def time() -> Response:
    nonce = request.args.get("nonce", "")
    if not challenge.NONCE.fullmatch(nonce):
        raise Wrong(400, "nonce 要写成 32 位小写十六进制。")
    return machines.answer(challenge.tell_time(nonce, clock.now(), _here().key))


@bp.post("/session")
@open_to_all
def session() -> Response:
    asks, sessions = machines.read(Asks), _here().sessions
    try:
        key = _here().who(asks.origin, asks.certificate)
    except Refused as wrong:
        raise Wrong(403, str(wrong), code="revoked" if "revoked" in str(wrong) else "bad-sig") from None
    if key is None:
        raise Wrong(404, "这台终端不认得这台设备。请带上县里签的证书。", code="unknown-terminal")
    if not asks.nonce and not asks.signature:
        return machines.answer({"nonce": sessions.nonce()})
    if not sessions.is_ours(asks.nonce) or challenge.proved(asks.nonce, asks.signature) != key:
        raise Wrong(401, "签名不对，或者 nonce 不是刚才给的。", code="bad-sig")
    token = sessions.open(asks.origin, key, asks.nonce)
    if token is None:
        raise Wrong(401, "这个 nonce 已经用过了，请重新要一个。")
    _here().note(key)
    return machines.answer({"token": token, "seconds": sessions.seconds})


@bp.get("/heads")
@machines_only
def heads() -> Response:
    _may("pull")
    return machines.answer(_here().offers())


@bp.get("/up")
@machines_only
def up() -> Response:
    _may("pull")
    since, number = machines.number("from", 0), machines.number("part", 0, 999)
    draft = _here().part(since, number, request.args.get("blobs") == "1")
    if draft is None:
        return machines.nothing()
    response = Response(draft.pieces(), mimetype="application/zip")
    response.headers["Content-Length"] = str(draft.size)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/blob/<sha256:sha256>")
@machines_only
def blob(sha256: str) -> Response:
    _may("pull")
    path = collecting.blob(sha256)
    return send_file(path, mimetype="application/octet-stream", conditional=True, etag=sha256)


@bp.post("/down")
@machines_only
def down() -> Response:
    _may("deliver-down")
    try:
        applied = _here().take(request.get_data(cache=False))
    except BundleRefused as wrong:
        raise Wrong(422, str(wrong), code=wrong.code) from None
    said: dict[str, Any] = {"word": applied.word, "lines": applied.lines - applied.withheld, "need": applied.need}
    return machines.answer(said)


@bp.post("/receipts")
@machines_only
def receipt() -> Response:
    _may("deliver-down")
    try:
        return machines.answer({"word": _here().receipt(machines.read(Paper))})
    except Refused as wrong:
        raise Wrong(422, str(wrong), code="bad-sig") from None
