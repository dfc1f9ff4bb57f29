"""…/drafts/<n>/: handed in, signed or sent back, taken back, dropped, published; and …/<index number>/withdraw: taken down.

A door with drafts of its own says what is different about them (`Way`); these addresses are the same for all.
"""

from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import msgspec
from flask import Blueprint, Response

from terminal import clock
from terminal.drafts import actions, pages, publishing
from terminal.drafts.shapes import Clash
from terminal.errors import Problem, Refused
from terminal.staff.rules import Role
from terminal.web import forms
from terminal.web.forms import Form
from terminal.web.gates import needs, who
from terminal.web.pages import go_to, render_page

WHY = "why"  # the field in which somebody says why it goes back, or down
LONGEST_WHY = 1000


class _Numbered(Protocol):
    @property
    def id(self) -> int: ...


Work = TypeVar("Work", bound=_Numbered)


class Way(msgspec.Struct, Generic[Work], frozen=True, kw_only=True):
    """What a door's own drafts do differently.

    `find`: the draft, when this person may read it (else NotFound). `show`: its page with what was refused. `read`: the form
    that was sent. `submit` (number, revision), `publish` (number; gives an index number) and `withdraw` (index number, why)
    are the room's verbs, with `by` and `now`. `public`: the template of something public, filled by `of_public`.
    """

    find: Callable[[int], Work]
    show: Callable[[Work, Form, Refused], Response]
    read: Callable[[], Form]
    submit: Callable[..., object]
    publish: Callable[..., str]
    withdraw: Callable[..., object]
    public: str
    of_public: Callable[[str], dict[str, Any]]

    def after(self, number: int, work: Callable[[Form], object]) -> Response:
        """Do something with a draft, then its page again; with what was wrong when it was refused."""
        found, form = self.find(number), self.read()
        try:
            work(form)
        except Refused as wrong:
            return self.show(found, form, wrong)
        return go_to(".draft", number=number)


def both(clash: Clash) -> Response:
    """Somebody else was faster: what they did stays, and this person looks at it first."""
    draft = clash.theirs
    return render_page("drafts/clash.html", status=409, keep=False, draft=draft, href=pages.row(draft).href)


def at_why(form: Form, wrong: Refused) -> None:
    """Problems of the reason at its field, others above the form."""
    form.take(Problem(one.says, WHY if one.where else "") for one in wrong.problems)


def install(bp: Blueprint, way: Way[Work]) -> None:
    """Give a door these addresses."""
    bp.register_error_handler(Clash, both)
    _to_hand_in(bp, way)
    _to_sign(bp, way)
    _to_publish(bp, way)


def _to_hand_in(bp: Blueprint, way: Way[Work]) -> None:
    @bp.post("/drafts/<int:number>/submit")
    @needs(Role.CADRE)
    def submit(number: int) -> Response:
        def hand_in(form: Form) -> None:
            way.submit(number, form.whole("revision"), by=who().person, now=clock.now())

        return way.after(number, hand_in)

    @bp.post("/drafts/<int:number>/recall")
    @needs(Role.CADRE)
    def recall(number: int) -> Response:
        return way.after(number, lambda _form: actions.recall(number, by=who().person, now=clock.now()))

    @bp.post("/drafts/<int:number>/drop")
    @needs(Role.CADRE)
    def drop(number: int) -> Response:
        actions.drop(way.find(number).id, by=who().person, now=clock.now())
        return go_to(".index")


def _to_sign(bp: Blueprint, way: Way[Work]) -> None:
    @bp.post("/drafts/<int:number>/sign")
    @needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
    def sign(number: int) -> Response:
        def put_name(form: Form) -> None:
            publishing.sign(number, form.whole("round"), by=who().person, now=clock.now())

        return way.after(number, put_name)

    @bp.post("/drafts/<int:number>/return")
    @needs(Role.CADRE, Role.SUPERVISOR, Role.APPROVER)
    def send_back(number: int) -> Response:
        work, form = way.find(number), way.read()
        try:
            why = form.text(WHY, LONGEST_WHY)
            actions.send_back(work.id, why, form.whole("round"), by=who().person, now=clock.now())
        except Refused as wrong:
            at_why(form, wrong)
            return way.show(work, form, Refused(()))
        return go_to("supervisor_drafts.index")


def _to_publish(bp: Blueprint, way: Way[Work]) -> None:
    @bp.post("/drafts/<int:number>/publish")
    @needs(Role.CADRE)
    def publish(number: int) -> Response:
        work = way.find(number)
        try:
            made = way.publish(work.id, by=who().person, now=clock.now())
        except Refused as wrong:
            return way.show(work, way.read(), wrong)
        return go_to(".published", number=made)

    @bp.post("/<index_no:number>/withdraw")
    @needs(Role.CADRE, by_password=True)
    def withdraw(number: str) -> Response:
        found, form = way.of_public(number), way.read()
        try:
            way.withdraw(number, form.text(WHY, LONGEST_WHY), by=who().person, now=clock.now())
        except Refused as wrong:
            at_why(form, wrong)
            return forms.again(way.public, form, Refused(()), **found)
        return go_to(".published", number=number)
