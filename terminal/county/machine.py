"""/sync/v1/: terminals tell how far they are, send what is new, and fetch what the county says; docs/sync-openapi.yaml."""

from collections.abc import Callable

import msgspec
from flask import Blueprint, Response, current_app, request, send_file

from terminal import clock
from terminal.bundle.faults import BundleRefused
from terminal.bundle.write import Draft
from terminal.county import downward, pairing, receiving
from terminal.county.receiving import Intake
from terminal.county.uploads import Busy, Elsewhere, NotThere, TooLarge
from terminal.errors import Refused
from terminal.sync import apply, challenge
from terminal.sync.pairing import Paper
from terminal.sync.sessions import Proved
from terminal.web import machines, sessions
from terminal.web.gates import machine, machines_only, open_to_all
from terminal.web.machines import Wrong

bp = Blueprint("machine_county", __name__, url_prefix="/sync/v1")
PIECE = "application/offset+octet-stream"
FULL = "这台终端这个月已经传了 {most} MB，大的附件请下个月再传；登记照常收。"
AHEAD = "前面还缺，要从第 {need} 号登记送起。"


class Asks(msgspec.Struct, frozen=True):
    """Who asks for a session; the second time with the challenge and the answer to it.

    `app` and `disk_free` (per cent) are what a terminal says of itself; nothing depends on them.
    """

    origin: str
    nonce: str = ""
    signature: str = ""
    app: str = ""
    disk_free: float | None = None


def _intake() -> Intake:
    found: Intake = current_app.extensions["intake"]
    return found


def find_machine(token: str) -> Proved | None:
    """Whose session this token is."""
    return _intake().sessions.who(token) if token else None


@bp.get("/time")
@open_to_all
def time() -> Response:
    nonce = request.args.get("nonce", "")
    if not challenge.NONCE.fullmatch(nonce):
        raise Wrong(400, "nonce 要写成 32 位小写十六进制。")
    return machines.answer(challenge.tell_time(nonce, clock.now(), _intake().key))


@bp.post("/session")
@open_to_all
def session() -> Response:
    asks, known = machines.read(Asks), _intake().sessions
    key = receiving.key_of(asks.origin)
    if key is None:
        raise Wrong(404, "这台终端没有在县平台登记，请先配对。", code="unknown-terminal")
    if not asks.nonce and not asks.signature:
        return machines.answer({"nonce": known.nonce()})
    if not known.is_ours(asks.nonce):
        raise Wrong(401, "这个 nonce 不是刚才给的，请重新要一个。")
    if challenge.proved(asks.nonce, asks.signature) != key:
        raise Wrong(401, "签名不对，或者不是这台终端的密钥签的。", code="bad-sig")
    token = known.open(asks.origin, key, asks.nonce)
    if token is None:
        raise Wrong(401, "这个 nonce 已经用过了，请重新要一个。")
    receiving.met(asks.origin, asks.app, asks.disk_free)
    return machines.answer({"token": token, "seconds": known.seconds})


@bp.get("/heads")
@machines_only
def heads() -> Response:
    return machines.answer(receiving.heads(machine().origin, _intake()))


@bp.route("/up/<sha256:sha256>", methods=["HEAD"], provide_automatic_options=False)
@machines_only
def offset(sha256: str) -> Response:
    return machines.nothing(200, Upload_Offset=receiving.size(machine().origin, sha256, _intake()))


@bp.patch("/up/<sha256:sha256>")
@machines_only
def piece(sha256: str) -> Response:
    if request.mimetype != PIECE:
        raise Wrong(415, f"每一段要用 {PIECE} 传。")
    begins, whole = machines.header_number("Upload-Offset"), machines.header_number("Upload-Length")
    data = request.get_data(cache=False)
    if begins is None or not data:
        raise Wrong(400, "要写 Upload-Offset，内容也不能是空的。")
    terminal, today, volume = machine().origin, clock.today(), _intake().volume
    if begins == 0 and not volume.may_begin(terminal, today, whole or 0):
        raise Wrong(429, FULL.format(most=volume.most // 2**20), code="quota", retry_after=machines.soon())
    try:
        size = _intake().spool.append(terminal, sha256, begins, data, whole or 0)
    except Elsewhere as wrong:
        raise Wrong(409, str(wrong), code="gap", need=wrong.size) from None
    except TooLarge as wrong:
        raise Wrong(413, str(wrong)) from None
    except Busy as wrong:
        raise Wrong(429, str(wrong), retry_after=machines.soon()) from None
    except OSError:
        raise Wrong(503, "县平台的磁盘没有收下，请晚些再传。", retry_after=machines.soon()) from None
    volume.add(terminal, today, len(data))
    return machines.nothing(204, Upload_Offset=size)


@bp.post("/commit/<sha256:sha256>")
@machines_only
def commit(sha256: str) -> Response:
    terminal, intake = machine().origin, _intake()
    try:
        applied = receiving.known(terminal, sha256, intake) or receiving.receive(
            terminal, intake.spool.whole(terminal, sha256), intake
        )
    except NotThere as wrong:
        raise Wrong(404, str(wrong)) from None
    except BundleRefused as wrong:
        intake.spool.drop(terminal, sha256)
        raise Wrong(422, str(wrong), code=wrong.code) from None
    intake.spool.drop(terminal, sha256)
    if applied.word == "gap":
        raise Wrong(409, AHEAD.format(need=applied.need), code="gap", need=applied.need)
    if applied.word not in ("new", "duplicate"):
        # A log two disks write is stopped because of a fork, whatever this bundle says.
        code = "fork" if applied.word == "frozen" else applied.word
        raise Wrong(409, apply.WHY[applied.word], code=code)
    told = receiving.heads(terminal, intake)
    return machines.answer({"word": applied.word, "receipt": told.receipt, "missing": told.need_blobs})


@bp.get("/down")
@machines_only
def down() -> Response:
    return _bundle(downward.after)


@bp.get("/restore")
@machines_only
def restore() -> Response:
    return _bundle(downward.restored)


def _bundle(made: Callable[[str, int, int, Intake], Draft | None]) -> Response:
    """What `made` finds behind the line that was asked for, as one file; 204 when there is nothing."""
    epoch, since = machines.number("epoch", 1), machines.number("from", 0)
    draft = made(machine().origin, epoch, since, _intake())
    if draft is None:
        return machines.nothing()
    response = Response(draft.pieces(), mimetype="application/zip")
    response.headers["Content-Length"] = str(draft.size)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/blob/<sha256:sha256>")
@machines_only
def blob(sha256: str) -> Response:
    path = downward.blob(machine().origin, sha256)
    return send_file(path, mimetype="application/octet-stream", conditional=True, etag=sha256)


@bp.post("/enrol")
@open_to_all
def enrol() -> Response:
    asked, address = machines.read(Paper), sessions.address()
    if not _intake().tries.may_try(address):
        raise Wrong(429, "这个地址试得太多了，请晚些再试。", retry_after=machines.soon())
    try:
        granted = pairing.answer(asked, _county(), clock.now())
    except Refused as wrong:
        _intake().tries.failed(address)
        raise Wrong(422, str(wrong), code="bad-sig" if "bad-sig" in str(wrong) else "bad-format") from None
    return machines.answer(granted)


def _county() -> pairing.County:
    """What a grant says of this county."""
    settings = current_app.config["SETTINGS"]
    name = settings.county.name if settings.county else ""
    return pairing.County(name, settings.server.address or request.host_url.rstrip("/"), _intake().key)
