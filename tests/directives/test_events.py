"""Each thing a county can say, whole and broken in every field; and that nobody else can say it."""

import msgspec
import pytest

from terminal.directives import events, queries
from terminal.errors import Refused
from terminal.journal import append, kinds, replay
from terminal.journal.models import Deferred
from terminal.store.database import write
from tests.directives import world as w

OBJ = "0" * 26
TO = "t-k7m2q9xw4d"
GOOD = {
    "notice": w.notice(),
    "withdraw": events.DocumentWithdrawn(to="*", reason="写错了"),
    "banner": events.BannerSet(to="柳河镇", text="今晚大风，请不要用火。", is_on=True, issuer="县应急管理局"),
    "correct": w.correction(TO),
    "takedown": w.takedown(TO, OBJ),
    "restore": w.restore(TO, OBJ),
    "case": w.handed(TO),
    "answer": events.OrderAnswered(county=TO, line=7, word="done", words="改好了。"),
}
BROKEN = {
    "notice": {
        "to": ("", "镇" * 41, "两\n行"), "title": ("", " ", "题" * 81, "两\n行"), "text": ("", "  ", "文" * 60_001),
        "issuer": ("", "局" * 41), "edition": (0, -1), "doc_no": ("号" * 41,), "files": ((w.BLOB,) * 13,),
    },
    "withdraw": {"to": ("",), "reason": ("", "因" * 201)},
    "banner": {"to": ("",), "text": ("", "提" * 201, "两\n行"), "issuer": ("",)},
    "correct": {
        "to": ("*", "柳河镇", ""), "target": ("x", "0" * 25), "what": ("", "改" * 2001), "basis": ("",), "issuer": ("",),
    },
    "takedown": {
        "to": ("*", "柳河镇"), "target": ("", "../x"), "basis": (" ",), "reason": ("", "因" * 2001), "issuer": ("",),
    },
    "restore": {"to": ("*",), "target": ("",), "reason": ("",), "issuer": ("",)},
    "case": {
        "to": ("*",), "ticket": ("", "号" * 41), "text": ("", "说" * 1801), "issuer": ("",), "name": ("名" * 41,),
        "phone": ("1" * 41,),
    },
    "answer": {"county": ("",), "line": (0, -3), "words": ("", "话" * 2001)},
}  # fmt: skip
EVERY = [
    (name, field, value) for name, fields in BROKEN.items() for field, values in fields.items() for value in values
]


@pytest.mark.parametrize("name", GOOD)
def test_what_is_whole_may_be_said(name):
    assert GOOD[name].wrong() == []


@pytest.mark.parametrize(("name", "field", "value"), EVERY, ids=[f"{n} {f} {str(v)[:12]!r}" for n, f, v in EVERY])
def test_what_is_broken_in_one_field_is_refused_with_a_sentence(name, field, value):
    problems = msgspec.structs.replace(GOOD[name], **{field: value}).wrong()
    assert problems and all(one.says.endswith("。") for one in problems)


def test_a_second_edition_says_what_changed():
    assert w.notice(edition=2).wrong()
    assert not w.notice(edition=2, changed="改了日期").wrong()


def test_a_word_that_is_none_is_no_event():
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"county": TO, "line": 1, "word": "refused"}, events.OrderAnswered)


@pytest.mark.parametrize("name", [name for name in GOOD if name != "answer"])
def test_a_village_says_none_of_it(world, name):
    with world.at(0), write(), pytest.raises(Refused, match="只有县平台"):
        append.append(GOOD[name], by="村里", now=w.clock.now())


def test_what_one_village_orders_of_another_touches_nothing_at_the_county(world, monkeypatch):
    with world.at(0), monkeypatch.context() as patch:
        patch.setattr(kinds, "_heard", [lambda origin: True])  # a program somebody changed
        with write():
            append.append(w.takedown(world.origins[1], OBJ), by="村里", now=w.clock.now())
    (applied,) = world.up(0)
    assert applied.deferred == 1
    with world.at(-1):
        assert queries.all_orders() == ()
        assert "只有县平台" in Deferred.get().why


def test_a_lower_edition_never_replaces_a_higher_one(world):
    first = world.say(w.notice(edition=2, changed="改了日期", title="第二版"))
    world.say(w.notice(edition=1, title="旧的一版"), about=first.obj)
    with world.at(-1):
        assert queries.notice(first.seq).title == "第二版"


def test_every_kind_tells_the_same_tables_again(world):
    told = world.say(GOOD["notice"])
    world.say(GOOD["withdraw"], about=told.obj)
    world.say(GOOD["banner"])
    for name in ("correct", "takedown", "restore", "case"):
        world.say(msgspec.structs.replace(GOOD[name], to=world.origins[0]))
    with world.at(-1):
        done = replay.rebuild(w.events_register.TABLES)
        assert done.before == done.after
        assert Deferred.select().count() == 0
        assert queries.notice(told.seq).withdrawn_why == "写错了"


def test_the_header_of_a_case_names_nobody(world):
    header = world.say(w.handed(world.origins[0]))
    line = msgspec.json.encode(header).decode()
    assert "周" not in line and "5550188" not in line
