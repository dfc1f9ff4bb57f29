"""First letters find what is meant, whichever way a character is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terminal.text.pinyin import MOST_READINGS, initials, is_letters


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        pytest.param("低保", "db", id="low-income allowance"),
        pytest.param("财务", "cw", id="finance"),
        pytest.param("征地补偿", "zdbc", id="compensation"),
        pytest.param("重庆", "cq", id="Chongqing"),
        pytest.param("重庆", "zq", id="or read zhong"),
        pytest.param("单志强", "szq", id="surname Shan"),
        pytest.param("仇大力", "qdl", id="surname Qiu"),
        pytest.param("区小明", "oxm", id="surname Ou"),
        pytest.param("解放", "jf", id="jie in a word"),
        pytest.param("解晓东", "xxd", id="surname Xie"),
        pytest.param("查良", "zl", id="surname Zha"),
        pytest.param("检查", "jc", id="cha in a word"),
        pytest.param("2026年低保", "2026ndb", id="figures before"),
        pytest.param("wifi密码", "wifimm", id="letters before"),
        pytest.param("低3保", "d3b", id="a figure between"),
        pytest.param("𠮷家", "𠮷j", id="a character without pinyin"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_one_of_the_readings_is(text, letters):
    assert letters in initials(text)


@pytest.mark.parametrize("text", ["低保", "财务公开"])
def test_the_usual_reading_comes_first(text):
    assert initials(text)[0] in {"db", "cwgk"}


@given(st.text(st.sampled_from("低保重庆单仇区解查曾盖乐行长中a1𠮷。"), max_size=30))
def test_letters_stand_where_their_characters_stand(text):
    readings = initials(text)
    assert 1 <= len(readings) <= MOST_READINGS
    assert len(set(readings)) == len(readings)
    assert all(len(reading) == len(text) for reading in readings)


@pytest.mark.parametrize("asked", ["db", "cwgk", "x"])
def test_letters_are_letters(asked):
    assert is_letters(asked)


@pytest.mark.parametrize("asked", ["", "DB", "d b", "低保", "d1", "é", "db\n", "ｄｂ"])
def test_anything_else_is_a_word(asked):
    assert not is_letters(asked)
