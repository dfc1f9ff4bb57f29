"""The shipped catalogues are read once, and a wrong file is refused with every problem."""

import copy
import tomllib
from datetime import date

import pytest

from terminal import config
from terminal.catalogue import queries, rules
from terminal.errors import NotFound, Refused

TABLE = tomllib.loads(config.assets("seed", "catalogue", "village.toml").read_text(encoding="utf-8"))


def broken(*path, value=None) -> dict:
    """The village's catalogue with one thing changed, or taken away when there is no value."""
    table = copy.deepcopy(TABLE)
    *way, last = path
    here = table
    for step in way:
        here = here[step]
    if value is None:
        del here[last]
    else:
        here[last] = value
    return table


def forget() -> None:
    queries.shipped_catalogue.cache_clear()
    queries.shipped_calendars.cache_clear()
    queries._known.clear()


@pytest.fixture
def seed(tmp_path, monkeypatch):
    """A folder to lay catalogues and calendars in; nothing read before or after is remembered."""
    monkeypatch.setattr(config, "assets", lambda *parts: tmp_path.joinpath(*parts))
    (tmp_path / "seed" / "catalogue").mkdir(parents=True)
    (tmp_path / "seed" / "calendar").mkdir()
    forget()
    yield tmp_path / "seed"
    forget()


def test_a_catalogue_is_read_once():
    assert queries.catalogue("village") is queries.catalogue("village")
    assert queries.calendar() is queries.calendar()


@pytest.mark.parametrize("kind", ["city", "", "../catalogue/village", "Village", "village.toml"])
def test_an_unknown_kind_of_unit_is_not_found(kind):
    with pytest.raises(NotFound, match="公开目录"):
        queries.catalogue(kind)


def test_the_shipped_calendar_counts_a_village_deadline():
    calendar = queries.calendar()
    slots = rules.all_slots(queries.catalogue("village"), date(2026, 1, 1), date(2026, 11, 22), calendar)
    assert {slot.due_on for slot in slots if not slot.period} == {calendar.add_workdays(date(2026, 1, 1), 20).day}


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        pytest.param(broken("version"), "文件开头：缺少 version", id="no version"),
        pytest.param(broken("colour", value="red"), "文件开头：不认识 colour", id="unknown key in the head"),
        pytest.param(broken("unit_kind", value="city"), "unit_kind 写成了 'city'", id="unknown kind of unit"),
        pytest.param(broken("effective_from", value="soon"), "effective_from 写成了 'soon'", id="a day in words"),
        pytest.param(broken("item"), "缺少 item", id="no items"),
        pytest.param(broken("item", value="all"), "item 写成了 'all'", id="items not a list"),
        pytest.param(broken("item", 0, value="all"), "要写成一组", id="an item that is a word"),
        pytest.param(broken("item", 0, "plain"), "第 1 个 item V-D01：缺少 plain", id="no plain words"),
        pytest.param(broken("item", 0, "colour", value="red"), "不认识 colour", id="unknown key in an item"),
        pytest.param(broken("item", 0, "weight", value=4), "weight 写成了 4", id="a weight of four"),
        pytest.param(broken("item", 0, "weight", value=1.5), "weight 写成了 1.5", id="half a weight"),
        pytest.param(broken("item", 0, "cadence", value="Q"), "cadence 写成了 'Q'", id="a rhythm not in a list"),
        pytest.param(broken("item", 0, "steps", value=["XX"]), "steps 写成了 ['XX']", id="unknown step"),
        pytest.param(broken("item", 0, "basis", 0, "page", value=3), "basis 写成了", id="unknown key in a basis"),
        pytest.param(broken("item", 2, "pn", "unit", value="weeks"), "pn 写成了", id="a notice in weeks"),
        pytest.param(broken("item", 0, "code", value="V-D02"), "编码 V-D02 用了 2 次", id="a code twice"),
        pytest.param(broken("item", 0, "group", value="sport"), "没有 sport 这个类别", id="unknown group"),
        pytest.param(broken("item", 0, "display_days", value=5), "法律要求不少于 15 天", id="five days"),
        pytest.param(broken("item", 0, "cadence", value=["weekly"]), "看不懂多久公开一次", id="bad rhythm"),
        pytest.param(broken("group", 0, "gist"), "第 1 个 group：缺少 gist", id="a tile without words"),
        pytest.param(broken("group", 0, "picture", value="cat"), "picture 写成了 'cat'", id="unknown picture"),
        pytest.param(
            broken("unit_kind", value="street"), "别的单位的目录不能直接拿来用", id="a village's items in a street"
        ),
    ],
)
def test_a_wrong_catalogue_is_refused_with_a_sentence(table, sentence):
    with pytest.raises(Refused) as refused:
        queries.from_toml(table)
    assert sentence in str(refused.value)


def test_every_problem_of_a_file_is_said_at_once():
    table = broken("version")
    table["item"][0] = {**table["item"][0], "weight": 9, "colour": "red"}
    del table["item"][1]["name"]
    with pytest.raises(Refused) as refused:
        queries.from_toml(table)
    assert len(refused.value.problems) == 4


def test_a_file_that_is_no_toml_is_refused_by_its_name(seed):
    (seed / "catalogue" / "village.toml").write_text("version = ", encoding="utf-8")
    with pytest.raises(Refused, match="village.toml"):
        queries.catalogue("village")


def test_a_file_in_another_encoding_is_refused_by_its_name(seed):
    (seed / "calendar" / "2026.toml").write_bytes("notice = “国办发明电”".encode("gbk"))
    with pytest.raises(Refused, match="2026.toml"):
        queries.calendar()


def test_a_catalogue_under_another_kind_is_refused(seed):
    shipped = config.PACKAGE.parent / "seed" / "catalogue" / "street.toml"
    (seed / "catalogue" / "township.toml").write_bytes(shipped.read_bytes())
    with pytest.raises(Refused, match="应当是 township 的目录"):
        queries.catalogue("township")


def test_without_any_calendar_every_deadline_is_provisional(seed):
    assert queries.calendar().add_workdays(date(2026, 3, 2), 1).provisional
