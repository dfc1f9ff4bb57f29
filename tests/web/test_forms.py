"""What was typed stays, what is wrong stands at its field, secrets are gone."""

import pytest
from flask import Flask

from terminal.errors import Problem, Refused
from terminal.web import forms

app = Flask("house")
LABELS = {"姓名": "name", "密码": "password"}


def sent(**fields):
    with app.test_request_context("/", method="POST", data=fields):
        return forms.read(LABELS)


def test_a_line_is_read_without_blanks_at_its_ends():
    assert sent(name="  李秀英 ").line("name") == "李秀英"
    assert sent().line("name") == ""


@pytest.mark.parametrize("typed", ["x" * 201, "两\n行", "bell\x07"], ids=["too long", "two lines", "control character"])
def test_a_line_that_is_none_is_a_mistake_and_stays_as_far_as_a_page_can_show_it(typed):
    form = sent(name=typed)
    form.line("name")
    assert form.errors["name"] and form.shown("name") == typed.replace("\x07", "")
    with pytest.raises(Refused):
        form.refuse_if_wrong()


def test_a_text_keeps_its_lines():
    assert sent(text="一\r\n二\n三").text("text", 100) == "一\n二\n三"


def test_a_text_that_is_too_long_says_by_how_much():
    form = sent(text="字" * 101)
    form.text("text", 100)
    assert form.errors["text"] == ["最多 100 个字，现在有 101 个。"]


def test_a_secret_is_read_as_it_is_and_can_never_be_shown_again():
    form = sent(password="  with blanks ")
    assert form.secret("password") == "  with blanks "
    assert form.shown("password") == "" and form.secret("password") == ""


def test_only_what_was_offered_can_be_chosen():
    form = sent(roles=["cadre", "emperor", "admin"])
    assert form.many("roles", ("admin", "cadre", "supervisor")) == ("admin", "cadre")
    assert form.one("roles", ("supervisor",), "none") == "none"
    assert form.is_chosen("roles", "cadre") and not form.is_chosen("roles", "supervisor")
    assert not form.ticked("generate")


@pytest.mark.parametrize(("typed", "found"), [("12", 12), ("", 0), ("-1", 0), ("１２", 0), ("9" * 30, 0), ("1e3", 0)])
def test_a_number_is_a_number_or_nothing(typed, found):
    assert sent(number=typed).whole("number") == found


def test_a_problem_stands_at_its_field_by_label_or_by_name():
    form = sent()
    form.take(
        [
            Problem("请写姓名。", "姓名"),
            Problem("太短。", "password"),
            Problem("整个不行。"),
            Problem("第七行不行。", "第 7 行"),
        ]
    )
    assert form.errors == {"name": ["请写姓名。"], "password": ["太短。"], "": ["整个不行。", "第 7 行：第七行不行。"]}


def test_two_forms_do_not_share_their_mistakes():
    forms.empty().complain("name", "不行。")
    assert not forms.empty().is_wrong and not sent().is_wrong


def test_an_empty_form_may_hold_what_is_there_already():
    form = forms.empty(LABELS, office="文书", roles=["cadre"])
    assert form.shown("office") == "文书" and form.is_chosen("roles", "cadre") and form.shown("name") == ""
