"""What the pages of questionnaires show: lists, one question at a time, what was chosen, the counts."""

from datetime import date, timedelta

import msgspec
from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from terminal.paper.chart import bar
from terminal.register.queries import paged
from terminal.staff.queries import SignedIn
from terminal.surveys import queries, rules, words
from terminal.surveys.queries import Asked, Draft
from terminal.surveys.shapes import Question
from terminal.web.filters import near_day

NEWS_FOR = timedelta(days=30)


class Row(msgspec.Struct, frozen=True):
    """One questionnaire in a list; `tag` is (kind, words)."""

    day: date
    title: str
    gist: str
    tag: tuple[str, str]
    href: str


def row(asked: Asked, today: date, endpoint: str = "villager_surveys.one") -> Row:
    day = asked.over_on if asked.state(today) == "over" else asked.starts_on
    gist = " · ".join((asked.publisher, words.days(asked)))
    return Row(day, asked.title, gist, words.tag(asked, today), url_for(endpoint, number=asked.number))


def rows(origin: str, today: date) -> list[Row]:
    """Open ones first, what ends soonest at the top; then those to come and those that are over, newest first."""
    first = queries.open_on(origin, today)
    rest = [asked for asked in queries.published(origin) if asked.state(today) != "open"]
    return [row(asked, today) for asked in (*first, *rest)]


class Choice(msgspec.Struct, frozen=True):
    """One large button."""

    number: int
    says: str


class Step(msgspec.Struct, frozen=True):
    """One question on a screen of its own, or, when all are answered, what was chosen; `given` goes along in the form."""

    asked: Asked
    form: str
    given: tuple[int, ...]
    problems: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return len(self.given) == len(self.asked.questions)

    @property
    def place(self) -> int:
        """Which question this is, from 1."""
        return len(self.given) + 1

    @property
    def question(self) -> Question:
        return self.asked.questions[len(self.given)]

    @property
    def choices(self) -> list[Choice]:
        return [Choice(number, says) for number, says in enumerate(words.options(self.question), 1)]

    @property
    def chosen(self) -> list[tuple[str, str]]:
        """Every question with what was tapped."""
        pairs = zip(self.asked.questions, self.given, strict=False)
        return [(question.text, words.options(question)[number - 1]) for question, number in pairs]


class Part(msgspec.Struct, frozen=True):
    """One choice among the counts; `share` is “33.3%”."""

    says: str
    count: int
    share: str
    picture: Markup


class Counted(msgspec.Struct, frozen=True):
    """The counts of one question; `level` says how many were satisfied, with both numbers, empty for other questions."""

    text: str
    parts: list[Part]
    level: str = ""


class Results(msgspec.Struct, frozen=True):
    """One screen of the results: a question with its counts, that there are too few, or (last) where they come from."""

    asked: Asked
    counted: Counted | None
    number: int
    screens: int

    @property
    def is_last(self) -> bool:
        return self.number == self.screens


def _part(says: str, count: int, sheets: int) -> Part:
    share = rules.permille(count, sheets)
    label = _("%(choice)s：%(count)s 份，占 %(share)s", choice=says, count=count, share=words.percent(share))
    return Part(says, count, words.percent(share), bar(share, "in", 0, label))


def counted(question: Question, counts: tuple[int, ...], sheets: int) -> Counted:
    """A question with its bars; a share is of all sheets, half up."""
    parts = [_part(says, count, sheets) for says, count in zip(words.options(question), counts, strict=True)]
    if question.kind != "satisfaction":
        return Counted(question.text, parts)
    happy = rules.satisfied(counts)
    share = words.percent(rules.permille(happy, sheets))
    says = _(
        "满意率 %(share)s = (非常满意 + 满意 + 基本满意) %(happy)s ÷ %(sheets)s",
        share=share,
        happy=happy,
        sheets=sheets,
    )
    return Counted(question.text, parts, says)


def every_count(asked: Asked) -> list[Counted]:
    """All questions with their counts; none when there are too few sheets."""
    if not rules.may_show(asked.sheets):
        return []
    found = zip(asked.questions, queries.counts(asked), strict=True)
    return [counted(question, row, asked.sheets) for question, row in found]


def results(asked: Asked, screen: int) -> Results:
    found = every_count(asked)
    number, screens = paged(max(1, len(found)) + 1, screen, 1)
    return Results(asked, found[number - 1] if number <= len(found) else None, number, screens)


class Notice(msgspec.Struct, frozen=True):
    """One quiet line on the first page."""

    says: str
    title: str
    href: str


def notice(origin: str, today: date) -> Notice | None:
    """What one may answer now; else whose results came out lately."""
    found = queries.open_on(origin, today)
    if len(found) > 1:
        return Notice(_("正在征求意见"), _("%(count)s 张问卷", count=len(found)), url_for("villager_surveys.index"))
    if found:
        return Notice(_("正在征求意见"), found[0].title, url_for("villager_surveys.one", number=found[0].number))
    over = [one for one in queries.published(origin) if one.state(today) == "over" and today - one.over_on <= NEWS_FOR]
    if over:
        return Notice(_("问卷结果"), over[0].title, url_for("villager_surveys.one", number=over[0].number))
    return None


def draft_row(draft: Draft) -> Row:
    content = draft.content
    gist = _("%(name)s 写，%(count)s 个问题", name=draft.writer_name, count=len(content.questions))
    tag = ("soon", _("等另一个人发布"))
    return Row(content.starts_on, content.title, gist, tag, url_for("cadre_surveys.draft", number=draft.id))


def draft_facts(draft: Draft, publisher: str) -> list[tuple[str, str]]:
    content = draft.content
    found = [
        (_("为什么问"), content.why),
        (_("谁来问"), publisher),
        (_("哪几天"), _("%(first)s 到 %(last)s", first=near_day(content.starts_on), last=near_day(content.ends_on))),
        (_("谁写的"), draft.writer_name),
    ]
    return [(name, said) for name, said in found if said]


def facts(asked: Asked) -> list[tuple[str, str]]:
    """Where a questionnaire comes from."""
    return [
        (_("谁来问"), asked.publisher),
        (_("哪几天"), words.days(asked)),
        (_("谁写的"), asked.written_by),
        (_("谁发布的"), asked.confirmed_by),
    ]


def to_publish(visitor: SignedIn) -> int:
    return queries.to_publish(visitor.person)
