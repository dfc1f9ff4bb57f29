"""/feedback/new and /feedback/receipt: a villager writes, gets a code, and finds the answer by it."""

import secrets
from typing import Any

from flask import Blueprint, Response, current_app, g, request, url_for
from flask_babel import gettext as _

from terminal import clock
from terminal.errors import Problem, Refused
from terminal.feedback import (
    actions,
    intake,
    limits,
    paper_slip,
    queries,
    receipts,
    room_left,
    rules,
    shown,
    slip,
    tiles,
    writing,
)  # fmt: skip
from terminal.feedback.room_left import Full, Room
from terminal.feedback.sealed import answers
from terminal.feedback.sealed.pages import Tried, answer_page, look_up, on_kiosk, with_code
from terminal.feedback.sealed.pages import own_page as _page
from terminal.feedback.sealed.queries import offices
from terminal.feedback.shapes import LEVELS, LONGEST_TEXT, REASONS, CaseView, Submission
from terminal.feedback.shown import Given
from terminal.feedback.writing import LABELS, Brought, Typed
from terminal.journal.append import origin
from terminal.paper.qr import qr
from terminal.village.queries import here
from terminal.web import forms, papers, sessions
from terminal.web.addresses import for_phones
from terminal.web.gates import open_to_all
from terminal.web.pages import go_to, see_other

bp = Blueprint("villager_feedback", __name__, url_prefix="/feedback")

# Which step of the form has which field.
STAGES = {"category": 0, "addressee": 1, "text": 2, "name": 3, "phone": 3, "photo": 3, "voice": 3}
PERMISSIONS = "Permissions-Policy"
LONGEST_ABOUT = 60


def _settings() -> Any:
    return current_app.config["SETTINGS"]


# ---- writing ----
def _room() -> Room:
    return room_left.left(_settings().data)


def _full() -> Response:
    return _page("full", status=503, says=room_left.FULL_SAYS)


@bp.get("/new")
@open_to_all
def new() -> Response:
    if _room() is Room.NOTHING:
        return _full()
    about = queries.named(request.args.get("about", "")[:LONGEST_ABOUT])
    category = tiles.preset(about.path) if about else ""
    form = forms.empty(LABELS, category=category)
    return _form("new", form=form, about=about, form_id=secrets.token_hex(16), had_files=False)


def _form(template: str, *, form: forms.Form, **values: Any) -> Response:
    """The form and everything it offers at this machine, now."""
    now, unit = clock.now(), here()
    no_files = writing.why_no_files(_room(), limits.takes_files(origin(), now.today))
    photos_by, voice_by = _photos_by(), _voice_by()
    response = _page(
        template,
        form=form,
        category=(form.typed.get("category") or [""])[0],
        addressee=(form.typed.get("addressee") or [""])[0],
        picks=tiles.PICKS,
        receivers=tiles.receivers(offices(now.today), unit),
        fields=STAGES,
        on_the_air=_on_the_air(),
        no_files=no_files,
        photos_by=photos_by,
        voice_by=voice_by,
        longest=LONGEST_TEXT,
        longest_name=rules.LONGEST_NAME,
        longest_phone=rules.LONGEST_PHONE,
        most_photos=writing.MOST_PHOTOS,
        longest_voice=writing.LONGEST_VOICE,
        **values,
    )
    camera = "camera=(self)" if photos_by == "camera" else "camera=()"
    response.headers[PERMISSIONS] = f"{camera}, microphone={'(self)' if voice_by else '()'}"
    return response


def _on_the_air() -> bool:
    """Does what is typed travel unsealed, over the village Wi-Fi, before it comes here?"""
    encrypted = request.is_secure or request.headers.get("X-Forwarded-Proto", "") == "https"
    return not sessions.is_kiosk() and not encrypted


def _photos_by() -> str:
    """“file” on phones and computers, “camera” at a kiosk that has one, nothing otherwise."""
    if not on_kiosk():
        return "file"
    return "camera" if _settings().feedback.camera else ""


def _voice_by() -> bool:
    return not on_kiosk() or bool(_settings().feedback.microphone)


def _typed(form: forms.Form) -> Typed:
    """The form with its files, which the browser sends empty when none was chosen."""
    photos = [Brought(one.filename or "", one.read()) for one in request.files.getlist("photo") if one.filename]
    voices = [Brought(one.filename or "", one.read()) for one in request.files.getlist("voice") if one.filename]
    fields = {name: values[0] for name, values in form.typed.items()}
    return Typed(fields, tuple(photos), voices[0] if voices else None)


@bp.get("/ready")
@open_to_all
def ready() -> Response:
    """May this device hand in now? Empty, or a sentence: asked before the form goes, because photographs go with it."""
    says = room_left.FULL_SAYS if _room() is Room.NOTHING else limits.spacing.why_wait(sessions.address())
    return Response(says, mimetype="text/plain", headers={"Cache-Control": "no-store"})


@bp.post("/new")
@open_to_all
def hand_in() -> Response:
    form, room = forms.read(LABELS), _room()
    if room is Room.NOTHING:
        return _full()
    typed, device = _typed(form), sessions.address()
    try:
        with room_left.told():
            token = limits.slips.once(typed.content(), lambda: _take(typed, room, device))
    except limits.Used as wrong:
        return _page("used", status=409, says=str(wrong))
    except Full:
        return _full()
    except Refused as wrong:
        return _again(form, typed, wrong)
    return go_to(".slip_page", token=token)


def _take(typed: Typed, room: Room, device: str) -> str:
    """Read it, wait one's turn, put it on the disk; where its slip is. Raises Refused; then it does not count as written."""
    now = clock.now()
    said = _read(typed, room, now)
    limits.spacing.take(device)
    try:
        code = intake.submit(said, now)
    except BaseException:
        limits.spacing.give_back(device)
        raise
    lookup = receipts.unlock(code, origin()).lookup if said.addressee == "village" else ""
    return shown.slips.keep(Given(code, said.category, said.addressee, lookup))


def _read(typed: Typed, room: Room, now: clock.Now) -> Submission:
    return writing.read(
        typed,
        desks=offices(now.today),
        unit_kind=here().kind,
        room=room,
        files_allowed=limits.takes_files(origin(), now.today),
        channel="kiosk" if sessions.is_kiosk() else "phone",
    )


def _again(form: forms.Form, typed: Typed, wrong: Refused) -> Response:
    """The form once more with everything that was typed, 422."""
    form.take(wrong.problems)
    about = queries.named(typed.says("about")[:LONGEST_ABOUT])
    known = typed.says("form")
    form_id = known if len(known) == 32 and known.isascii() and known.isalnum() else secrets.token_hex(16)
    return _form("new", form=form, about=about, form_id=form_id, had_files=typed.has_files, status=422)


# ---- the slip ----
@bp.get("/slip/<string:token>")
@open_to_all
def slip_page(token: str) -> Response:
    """The slip by its address of chance: a page of its own, so that no browser keeps the form it answers."""
    given = shown.slips.find(token)
    if given is None:
        return _page("used", status=410, heading=_("查询码已经擦掉了"), says=slip.GONE)
    address = f"{for_phones(url_for('.receipt'))}#{given.code}"  # what stands behind “#” is never sent to any machine
    image = qr(address, _("查询码的二维码"))
    return _page("slip", token=token, qr=image, printer=papers.printer(), **slip.handed_out(given, clock.today()))


@bp.post("/slip/<string:token>")
@open_to_all
def forget_slip(token: str) -> Response:
    """“I have it”: the slip goes from memory, the screen back to its beginning."""
    shown.slips.forget(token)
    return see_other("/look/reset?to=/attract" if sessions.is_kiosk() else "/")


@bp.post("/receipt/slip")
@open_to_all
def print_slip() -> Response:
    """Print it without keeping it anywhere under the data folder; answered in one line, for the page's script or a person."""
    try:
        paper_slip.put_on_paper(
            papers.printer(), receipts.read_code(request.form.get("code", "")), here(), clock.today()
        )
    except (Refused, ValueError):
        return look_up(_("没打出来"), _("请抄下来，或者用手机拍下来。"), "late", 422)
    return look_up(_("正在打印"), _("请拿好小票，上面的号码别给别人看。"), "done")


# ---- looking up ----
@bp.get("/receipt")
@open_to_all
def receipt() -> Response:
    return look_up()


@bp.post("/receipt")
@open_to_all
def look() -> Response:
    return _opened(lambda lookup, view: "")


@bp.post("/receipt/supply")
@open_to_all
def supply() -> Response:
    text = request.form.get("text", "")

    def work(lookup: str, _view: CaseView) -> str:
        actions.supply(lookup, text, now=clock.now())
        return _("补上去了，村里接着办。")

    return _opened(work, typed=text)


@bp.post("/receipt/rate")
@open_to_all
def rate() -> Response:
    form = forms.read()

    def work(lookup: str, _view: CaseView) -> str:
        if form.whole("level") not in LEVELS:
            raise Refused([Problem(_("还没选。请在五个脸里点一个。"))])
        actions.rate(lookup, form.whole("level"), form.many("reasons", REASONS), now=clock.now())
        return _("评完了，谢谢您。")

    return _opened(work)


def _opened(work: Any, typed: str = "") -> Response:
    """What the code in the form opens, after `work` was done with it: a case of this unit, or an answer from above."""

    def page(tried: Tried) -> Response | None:
        receipt = receipts.unlock(tried.code, origin())
        if view := queries.case_by_code(receipt.lookup):
            limits.forgive(tried.guess)
            return _case(receipt.lookup, view, tried.code, work, typed)
        if found := answers.find(receipt):
            limits.forgive(tried.guess)
            return answer_page(tried.code, found)
        return None

    return with_code(page)


def _case(lookup: str, view: CaseView, code: str, work: Any, typed: str) -> Response:
    problems: tuple[str, ...] = ()
    done = ""
    try:
        with room_left.told():
            done = work(lookup, view)
    except Refused as wrong:
        problems = tuple(problem.says for problem in wrong.problems)
    except Full as wrong:
        problems = (str(wrong),)
    view = queries.case_by_code(lookup) or view
    values = slip.opened(view, forms.read().whole("page", 1), g.look.type)
    return _page("case", status=422 if problems else 200, view=view, code=code, problems=problems, done=done,
        typed=typed if problems else "", **values)  # fmt: skip
