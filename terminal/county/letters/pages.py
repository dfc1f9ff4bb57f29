"""What county pages about sealed letters show, in words; the words of a letter only on the page of an opened one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec
from flask import url_for
from flask_babel import gettext as _

from terminal.county.letters import rules
from terminal.county.letters.reading import Opened
from terminal.county.letters.shapes import Letter, State
from terminal.county.offices.queries import Office
from terminal.feedback.sealed.told import Step
from terminal.feedback.words import category_name, channel_name, lamp_name, level_name, reason_name
from terminal.web.filters import dated, near_day

Tag = tuple[str, str] | None


class Row(msgspec.Struct, frozen=True):
    """A letter in the list."""

    href: str
    title: str
    says: str
    tag: Tag


class File(msgspec.Struct, frozen=True):
    """Something attached: its address, its name, whether it is a voice."""

    href: str
    name: str
    is_voice: bool


class Past(msgspec.Struct, frozen=True):
    """Something that was done or added; `words` only on the page of an opened letter."""

    says: str
    who: str
    words: str = ""


def state_name(state: State) -> str:
    return {
        "new": _("还没受理"),
        "received": _("正在办"),
        "asked": _("等对方补充"),
        "supplied": _("补充来了"),
        "answered": _("答复了"),
    }[state]


def step_name(step: Step) -> str:
    return {
        "received": _("受理"),
        "asked": _("请对方补充"),
        "answered": _("答复"),
        "passed": _("转给别的单位"),
    }[step]


def address(letter: Letter, endpoint: str = ".one", **more: Any) -> str:
    return url_for(endpoint, terminal=letter.terminal, letter=letter.letter, **more)


def rows(letters: Sequence[Letter], mine: Office | None) -> list[Row]:
    """Letters this office has, with their days; of those it passed on only where they went, without a way in."""
    found = []
    for one in letters:
        if mine and one.holder == mine.key:
            found.append(Row(address(one), title(one), _says(one), tag(one)))
        else:
            found.append(Row("", title(one), one.township, ("", went_to(one))))
    return found


def went_to(letter: Letter) -> str:
    """Where a letter was passed on to, last of all."""
    to = next((one.to for one in reversed(letter.done) if one.to), "")
    return _("转给 %(name)s", name=to)


def title(letter: Letter) -> str:
    return _("%(village)s · %(day)s 写的一封", village=letter.village, day=near_day(letter.day))


def _says(letter: Letter) -> str:
    parts = [letter.township, _("%(day)s 送到县里", day=near_day(letter.arrived_on)), due_words(letter)]
    return " · ".join(filter(None, parts))


def due_words(letter: Letter) -> str:
    """By when what is next must be done."""
    if not letter.is_open:
        return ""
    day = near_day(letter.due_on)
    return _("最晚 %(day)s 受理", day=day) if letter.state == "new" else _("最晚 %(day)s 答复", day=day)


def tag(letter: Letter) -> Tag:
    if letter.waits and letter.waits.state == "waiting":
        return ("soon", _("等另一个人同意"))
    if letter.lamp != "none":
        return ("late" if letter.lamp == "red" else "soon", f"{lamp_name(letter.lamp)} · {state_name(letter.state)}")
    return (
        "done" if letter.state == "answered" else "note" if letter.state == "supplied" else "",
        state_name(letter.state),
    )


def steps(letter: Letter) -> list[tuple[str, str]]:
    """Where it stands: come, taken up, written, approved, answered."""
    at = 1 if letter.state == "new" else 2
    if letter.waits and letter.waits.state == "waiting":
        at = 3
    if letter.state == "answered":
        at = 5
    names = (_("送到县里"), _("受理"), _("写答复"), _("另一人同意"), _("答复下去"))
    return [(name, "done" if place < at else "now" if place == at else "") for place, name in enumerate(names)]


def facts(letter: Letter) -> list[tuple[str, str]]:
    """What is known of a letter without opening it."""
    found = [
        (_("哪个村"), " ".join(filter(None, (letter.township, letter.village)))),
        (_("写信"), dated(letter.day)),
        (_("送到县里"), dated(letter.arrived_on)),
        (_("现在"), state_name(letter.state)),
        (_("期限"), due_words(letter)),
        (_("补充评价"), _("%(count)s 次", count=letter.added) if letter.added else ""),
        (_("编号"), f"{letter.terminal}-{letter.letter}"),
    ]
    return [(name, said) for name, said in found if said]


def past(letter: Letter, opened: Opened | None = None) -> list[Past]:
    """What was done, oldest first, with the words where the letter is open."""
    found = [Past(_("送到县里"), near_day(letter.arrived_on))]
    said = list(opened.said) if opened else []
    for place, one in enumerate(letter.done):
        told = said[place] if place < len(said) else None
        approved = _("%(name)s 同意", name=one.approved_by) if one.approved_by else ""
        who = " · ".join(filter(None, (one.office, one.who, approved, near_day(one.day))))
        to = _("转给 %(name)s", name=one.to) if one.to else ""
        words = told.told.text if told and told.told else ""
        found.append(Past(" · ".join(filter(None, (step_name(one.step), to))), who, words))
        for more in told.more if told else ():
            found.append(Past(_("评价") if more.level else _("对方补充"), near_day(more.day), _added(more)))
    return found


def _added(more: Any) -> str:
    if more.level:
        return _("；").join((level_name(more.level), *map(reason_name, more.reasons)))
    return str(more.text)


def inside(letter: Letter, opened: Opened) -> list[tuple[str, str]]:
    """What the opened letter says beside its words."""
    said = opened.words.submission
    found = [
        (_("类别"), category_name(said.category)),
        (_("关于"), said.about),
        (_("谁写的"), said.name or _("没写姓名")),
        (_("电话"), said.phone),
        (_("怎么来的"), channel_name(said.channel) if said.channel in ("kiosk", "phone") else said.channel),  # type: ignore[arg-type]  # a letter says what it likes
        (_("写信的地方"), opened.words.place),
    ]
    return [(name, value) for name, value in found if value]


def files(letter: Letter, opened: Opened) -> list[File]:
    return [
        File(address(letter, ".file", place=place), name, one.media_type.startswith("audio/"))
        for place, (name, one) in enumerate(opened.files)
    ]


def offers(letter: Letter) -> dict[str, bool]:
    """Which forms stand on the page of an opened letter."""
    return {step: not rules.why_not_step(letter, step) for step in ("received", "asked", "answered", "passed")}


def choices(offices: Sequence[Office]) -> list[tuple[str, str, str]]:
    """Offices to pass on to, for a form."""
    return [(one.key, one.name, one.township) for one in offices]


def promised(day: date) -> str:
    return dated(day)
