"""/county/letters/: sealed letters at the office they are for; opened by a form, in memory, and never kept by a browser."""

import io
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, request, send_file, url_for
from flask_babel import gettext as _

from terminal import clock
from terminal.county.letters import actions, pages, queries, reading
from terminal.county.letters.actions import Desk
from terminal.county.offices.queries import Office, office_of, others
from terminal.county.offices.unlocked import unlocked
from terminal.errors import NotFound, Problem, Refused, TerminalError
from terminal.feedback.sealed.told import STEPS
from terminal.staff.rules import Role
from terminal.uploads import reading as uploads
from terminal.web import asking, forms
from terminal.web.gates import needs, who
from terminal.web.pages import render_page, see_other

bp = Blueprint("officer_letters", __name__, url_prefix="/county/letters")

OFFICES = (Role.OFFICER, Role.TOWNSHIP)
SHOWN = ("open", "done", "passed")
EACH = 40
LOCKED = "先输口令，把本单位的钥匙打开，才能看信。"


@bp.get("/")
@needs(*OFFICES, Role.AUDITOR)
def index() -> Response:
    person, today = who().person, clock.today()
    if Role.AUDITOR in person.roles:
        return _page("counts", counts=queries.counts(today))
    mine, show = office_of(person), asking.one_of("show", list(SHOWN)) or "open"
    found = _shown(person, show) if mine else ()
    page = min(max(asking.number("page", 1), 1), max(1, -(-len(found) // EACH)))
    return _page(
        "index",
        office=mine,
        show=show,
        chips_list=[{"name": name, "href": url_for(".index", show=key), "on": key == show} for key, name in _names()],
        rows=pages.rows(found[(page - 1) * EACH : page * EACH], mine),
        page=page,
        pages=max(1, -(-len(found) // EACH)),
        is_open=unlocked.is_open(who().key, mine.key) if mine else False,
    )


def _names() -> list[tuple[str, str]]:
    return [("open", _("要办的")), ("done", _("答复了的")), ("passed", _("转出去的"))]


def _shown(person: Any, show: str) -> Any:
    today = clock.today()
    if show == "passed":
        return queries.passed_by(person, today)
    return [one for one in queries.letters_for(person, today) if one.is_open is (show == "open")]


def _page(template: str, status: int = 200, **values: Any) -> Response:
    return render_page(f"county/letters/{template}.html", keep=False, status=status, **values)


def _desk(terminal: str, letter: int, *, is_open: bool = False) -> Desk:
    """The letter as the person's office has it. Raises NotFound for another's, Refused while the office is locked."""
    signed = who()
    office, found = queries.letter_for(signed.person, terminal, letter, clock.today())
    identities = unlocked.find(signed.key, office.key)
    if is_open and not identities:
        raise Refused([Problem(LOCKED)])
    return Desk(office, found, identities, signed.person, clock.now())


@bp.get("/<string:terminal>/<int:letter>")
@needs(*OFFICES)
def one(terminal: str, letter: int) -> Response:
    return _closed(_desk(terminal, letter))


def _closed(desk: Desk, form: Any = None, status: int = 200) -> Response:
    """What may be known without opening it."""
    letter = desk.letter
    return _page(
        "one",
        status=status,
        office=desk.office,
        letter=letter,
        heading=pages.title(letter),
        tag=pages.tag(letter),
        steps=pages.steps(letter),
        facts=pages.facts(letter),
        past=pages.past(letter),
        is_open=bool(desk.identities),
        offers=pages.offers(letter),
        form=form or forms.empty(),
        me_name=desk.by.name,
    )


@bp.post("/<string:terminal>/<int:letter>/open")
@needs(*OFFICES)
def open_letter(terminal: str, letter: int) -> Response:
    desk = _desk(terminal, letter, is_open=True)
    actions.looked(desk, "letter.open")
    return _opened(desk, forms.empty())


def _opened(desk: Desk, form: Any, status: int = 200) -> Response:
    """The words of the letter, and what may be done with it now; a sentence where it does not open."""
    letter = desk.letter
    try:
        opened = reading.opened(letter, desk.identities)
    except TerminalError as wrong:
        form.complain("", str(wrong))
        return _closed(desk, form, 422)
    return _page(
        "opened",
        status=status,
        office=desk.office,
        letter=letter,
        heading=pages.title(letter),
        tag=pages.tag(letter),
        steps=pages.steps(letter),
        words=opened.words.submission.text,
        inside=pages.inside(letter, opened),
        files=pages.files(letter, opened),
        past=pages.past(letter, opened),
        note=opened.note,
        draft=opened.draft,
        offers=pages.offers(letter),
        due=actions.due_on(opened.words, letter.arrived_on),
        others=pages.choices(others(desk.office)),
        form=form,
        me_name=desk.by.name,
    )


@bp.get("/<string:terminal>/<int:letter>/files/<int:place>")
@needs(*OFFICES)
def file(terminal: str, letter: int, place: int) -> Response:
    """A photograph, made anew from its pixels, or a voice; from memory to the screen."""
    desk = _desk(terminal, letter, is_open=True)
    found = reading.opened(desk.letter, desk.identities).files
    if place >= len(found):
        raise NotFound(queries.GONE)
    name, attached = found[place]
    if attached.media_type.startswith("audio/"):
        return _stream(attached.data, "audio/webm")
    upload = uploads.read(attached.data, name)
    return _stream(
        upload.data, upload.media_type if upload.media_type.startswith("image/") else "application/octet-stream"
    )


def _stream(data: bytes, media_type: str, name: str = "") -> Response:
    response = make_response(
        send_file(
            io.BytesIO(data), mimetype=media_type, as_attachment=bool(name), download_name=name or None, etag=False
        )
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@bp.post("/<string:terminal>/<int:letter>/sealed")
@needs(*OFFICES)
def sealed(terminal: str, letter: int) -> Response:
    """The letter, or what was added to it, as it lies here: still sealed, for a machine that is never on a network."""
    desk, place = _desk(terminal, letter), forms.read().whole("place")
    data = reading.added(desk.letter, place) if place else reading.sealed(desk.letter)
    actions.looked(desk, "letter.download")
    stem = f"{desk.letter.addressee}-{desk.letter.day}-{desk.letter.sha256[:12]}"
    return _stream(data, "application/octet-stream", f"{stem}-more{place}.age" if place else f"{stem}.age")


# ---- doing something with it ----
@bp.post("/<string:terminal>/<int:letter>/say")
@needs(*OFFICES)
def say(terminal: str, letter: int) -> Response:
    def work(desk: Desk, form: Any) -> None:
        step = next((one for one in STEPS if form.is_chosen("step", one)), STEPS[0])
        if step == "passed":
            actions.pass_on(desk, _to(desk, form), form.text("text", 5000))
        else:
            actions.say(desk, step, form.text("text", 5000))

    return _done(terminal, letter, work)


def _to(desk: Desk, form: Any) -> Office:
    known = {one.key: one for one in others(desk.office)}
    if (chosen := form.one("to", known)) not in known:
        raise Refused([Problem(_("请选转给哪个单位。"), "转给")])
    return known[chosen]


@bp.post("/<string:terminal>/<int:letter>/approve")
@needs(*OFFICES)
def approve(terminal: str, letter: int) -> Response:
    return _done(terminal, letter, lambda desk, form: actions.approve(desk, form.whole("seen")), even_locked=True)


@bp.post("/<string:terminal>/<int:letter>/back")
@needs(*OFFICES)
def back(terminal: str, letter: int) -> Response:
    def work(desk: Desk, form: Any) -> None:
        actions.send_back(desk, form.whole("seen"), form.text("text", 500))

    return _done(terminal, letter, work, even_locked=True)


@bp.post("/<string:terminal>/<int:letter>/bring")
@needs(*OFFICES)
def bring(terminal: str, letter: int) -> Response:
    """An answer that was sealed on a machine of the office's own."""

    def work(desk: Desk, form: Any) -> None:
        brought = request.files.get("file")
        actions.bring(desk, form.one("step", STEPS), brought.read() if brought else b"")

    return _done(terminal, letter, work, even_locked=True)


def _done(terminal: str, letter: int, work: Callable[[Desk, Any], None], *, even_locked: bool = False) -> Response:
    """Do it and go back to the letter, closed; or the page once more with what is wrong."""
    form = forms.read()
    desk = _desk(terminal, letter, is_open=not even_locked)
    if even_locked and desk.letter.waits and desk.letter.waits.form == "page" and not desk.identities:
        form.complain("", LOCKED)
        return _closed(desk, form, 422)
    try:
        work(desk, form)
    except Refused as wrong:
        form.take(wrong.problems)
    except TerminalError as wrong:
        form.complain("", str(wrong))
    if not form.is_wrong:
        return see_other(url_for(".one", terminal=terminal, letter=letter))
    return _opened(desk, form, 422) if desk.identities else _closed(desk, form, 422)
