"""What the pages of a project show: rows of a list, the five questions, one of them on a screen, the sheet for the wall."""

from datetime import date
from typing import Any

import msgspec
from flask import render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from terminal.disclosures import queries as disclosures
from terminal.errors import NotFound
from terminal.paper import chart
from terminal.paper.qr import qr
from terminal.projects import queries, words
from terminal.projects.queries import Booked, Published
from terminal.projects.shapes import Dossier, Payment, Photo, Stage
from terminal.web.addresses import for_everybody

LEAST = 10  # permille of a bar; a thinner one could not be seen


class Row(msgspec.Struct, frozen=True):
    """One project in a list; `tag` is (kind, words), `bar` shows how much of it is done or, of a fund, spent."""

    project: Published
    kind: str
    tag: tuple[str, str]
    done: int
    bar: Markup
    href: str


class Answer(msgspec.Struct, frozen=True):
    """One of the five questions with its answer in a sentence; `late`: something is still not right."""

    question: str
    says: str
    href: str
    late: bool = False


class Paid(msgspec.Struct, frozen=True):
    """A payment beside the ledger's own line: `tag` says whether they agree, `href` leads to the line."""

    payment: Payment
    stage: str
    tag: tuple[str, str]
    href: str


class Step(msgspec.Struct, frozen=True):
    """A step of the work with its bar, and how late it is in calendar days."""

    stage: Stage
    late: int
    bar: Markup


class Pair(msgspec.Struct, frozen=True):
    """Photographs side by side: before and after, where there are both."""

    photos: tuple[Photo, ...]


def percent_paid(one: Dossier) -> int:
    """How much of what is to be paid was paid, in whole percent, cut off."""
    return one.paid_fen * 100 // one.limit_fen if one.limit_fen else 0


def _bar(percent: int, says: str, way: chart.Kind = "in", pattern: int = 0) -> Markup:
    return chart.bar(max(percent * 10, LEAST) if percent else 0, way, pattern, says)


def progress(one: Dossier) -> tuple[int, str, Markup]:
    """How much is done (of a fund: spent): percent, in words, as a bar."""
    if one.stages:
        says = _("干了 %(done)s%%", done=one.done)
        return one.done, says, _bar(one.done, says)
    done = percent_paid(one)
    says = _("用了 %(done)s%%", done=done)
    return done, says, _bar(done, says, "out", 1)


def paid_bar(one: Dossier) -> tuple[int, str, Markup]:
    """How much of the sum was paid: percent, in words, as a bar."""
    done = percent_paid(one)
    says = _("付了 %(done)s%%", done=done)
    return done, says, _bar(done, says, "out", 1)


def rows(found: list[Published]) -> list[Row]:
    made = []
    for one in found:
        done, _says, bar = progress(one.dossier)
        tag = ("late", _("已撤下")) if one.withdrawn_on else words.state(one.dossier)
        href = url_for("villager_projects.one", number=one.number)
        made.append(Row(one, words.kind(one.dossier), tag, done, bar, href))
    return made


class Screen(msgspec.Struct, frozen=True):
    """A project as it was published once, with what the ledger says of its payments."""

    one: Published
    books: tuple[Booked, ...]
    today: date

    @property
    def dossier(self) -> Dossier:
        return self.one.dossier

    @property
    def version(self) -> int | None:
        """For addresses: None for what counts now."""
        return None if self.one.is_newest else self.one.version

    def url(self, part: str = "", page: int | None = None) -> str:
        said: dict[str, Any] = {"number": self.one.number, "version": self.version}
        if part:
            return url_for("villager_projects.part", part=part, page=page, **said)
        return url_for("villager_projects.one", **said)

    @property
    def crumb(self) -> str:
        return f"{words.kind(self.dossier)} · {self.one.publisher}"

    @property
    def tag(self) -> tuple[str, str]:
        return words.state(self.dossier)

    @property
    def steps(self) -> list[tuple[str, str]]:
        return words.steps(self.dossier)

    @property
    def progress(self) -> tuple[int, str, Markup]:
        return progress(self.dossier)

    @property
    def paid_bar(self) -> tuple[int, str, Markup]:
        return paid_bar(self.dossier)

    @property
    def limit_name(self) -> str:
        """What the sum that may be paid is called."""
        one = self.dossier
        return _("审定价") if one.acceptance else _("合同价") if one.contract_fen else _("批准的总数")

    @property
    def answers(self) -> list[Answer]:
        one = self.dossier
        wrong = words.has_trouble(one, self.books)
        return [
            Answer(
                words.question(part),
                words.answer(part, one, self.books, self.today),
                self.url(part),
                late=wrong and part == "trouble",
            )
            for part in words.PARTS
        ]

    @property
    def tabs(self) -> list[tuple[str, str, str]]:
        """The five questions: key, words, address."""
        return [(part, words.question(part), self.url(part)) for part in words.PARTS]

    @property
    def sources(self) -> tuple[chart.Bar, ...]:
        """Where the money comes from, as bars, largest first."""
        return chart.bars([(source.name, source.fen) for source in self.dossier.sources], "in")

    @property
    def payments(self) -> list[Paid]:
        one = self.dossier
        made = []
        for payment, book in zip(one.payments, self.books, strict=True):
            stage = one.stages[payment.stage - 1].name if payment.stage else ""
            href = url_for("villager_ledger.line", number=book.line) if book.line else ""
            made.append(Paid(payment, stage, words.booked(book, payment.fen), href))
        return made

    @property
    def stages(self) -> list[Step]:
        return [
            Step(
                stage,
                words.late_days(stage, self.today),
                _bar(stage.share, f"{stage.name} {stage.share}%", "in", 0 if stage.done_on else 1),
            )
            for stage in self.dossier.stages
        ]

    @property
    def pairs(self) -> list[Pair]:
        """Before and after side by side, then what was taken on the way, two by two."""
        by: dict[str, list[Photo]] = {"before": [], "during": [], "after": []}
        for photo in self.dossier.photos:
            by[photo.when].append(photo)
        both = min(len(by["before"]), len(by["after"]))
        sides = [Pair(pair) for pair in zip(by["before"], by["after"], strict=False)]
        rest = [*by["before"][both:], *by["during"], *by["after"][both:]]
        return [*sides, *(Pair(tuple(rest[n : n + 2])) for n in range(0, len(rest), 2))]

    @property
    def contract(self) -> list[tuple[str, str]]:
        return words.contract_facts(self.dossier)

    @property
    def acceptance(self) -> list[tuple[str, str]]:
        return words.acceptance_facts(self.dossier)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return words.facts(self.one)

    @property
    def decision(self) -> tuple[str, str] | None:
        """The publication that says what was decided: its title and address."""
        number = self.dossier.decision.rpartition("/")[2]
        try:
            found = disclosures.one(self.one.origin, number) if number else None
        except NotFound:
            return None
        return (found.title, url_for("villager_disclosures.one", number=number)) if found else None


def screen(one: Published, today: date) -> Screen:
    return Screen(one, tuple(queries.booked(one.origin, payment) for payment in one.dossier.payments), today)


def paper_values(shown: Screen) -> dict[str, Any]:
    """Everything a sheet of paper shows of a project."""
    one = shown.one
    return {
        "screen": shown,
        "one": one,
        "dossier": one.dossier,
        "mark": one.fingerprint[:12],
        "when": words.when,
        "code": qr(for_everybody(f"/projects/{one.number}"), _("二维码")),
    }


def paper_html(shown: Screen) -> str:
    """The whole project on paper, to take home."""
    return render_template("projects/paper/project.html", **paper_values(shown))
