"""What the project pages of the desk show: the list, a draft part by part, the short forms, a public project."""

from typing import Any

import msgspec
from flask import url_for
from flask_babel import gettext as _

from terminal.clock import Now
from terminal.drafts import pages as drafts
from terminal.drafts import words as say
from terminal.drafts.projects import checks, forms, queries
from terminal.drafts.projects.shapes import Work
from terminal.ledger import queries as ledger
from terminal.projects import pages as projects
from terminal.projects import queries as published
from terminal.projects import words
from terminal.projects.shapes import Dossier
from terminal.staff.queries import Person
from terminal.text.days import Period
from terminal.text.money import yuan
from terminal.village.queries import here
from terminal.web.filters import near_day
from terminal.web.filters import period as period_words

MOST_PERIODS = 4
Facts = list[tuple[str, str]]


class Section(msgspec.Struct, frozen=True):
    """One part of a draft as it stands: what is said, what is wrong with it."""

    part: str
    name: str
    facts: Facts
    problems: tuple[str, ...]


def part_name(part: str) -> str:
    return {
        "basics": _("办什么、怎么定的"),
        "money": _("钱从哪里来"),
        "contract": _("谁来干"),
        "stages": _("分几步、干到哪里"),
        "pay": _("付款"),
        "photo": _("照片"),
        "accept": _("验收和审计"),
        "trouble": _("有没有问题"),
    }[part]


def next_steps() -> list[tuple[str, str]]:
    """What usually comes to a public project: part, words on its button."""
    return [
        ("pay", _("付了一笔款")),
        ("stages", _("干完了一步")),
        ("photo", _("加照片")),
        ("accept", _("验收了")),
        ("money", _("钱到账了")),
        ("trouble", _("发现、办好了问题")),
        ("contract", _("定了谁来干")),
        ("basics", _("改名称、缘由")),
    ]


def begun() -> list[drafts.Row]:
    """The projects on their way."""
    return [drafts.row(one.draft) for one in queries.open_works()]


def public_rows() -> list[projects.Row]:
    """What is public, each leading to its page at the desk."""
    found = projects.rows(published.listed(here().origin))
    return [
        msgspec.structs.replace(row, href=url_for("cadre_projects.published", number=row.project.number))
        for row in found
    ]


def publishers() -> list[tuple[str, str, str]]:
    """Who may publish, when there is a choice."""
    found = [(one.key, one.name, "") for one in here().publishers]
    return found if len(found) > 1 else []


def accounts() -> list[tuple[str, str]]:
    """The accounts whose months are public, for a voucher's number."""
    return [(one.key, one.name) for one in ledger.accounts(here().origin)]


def periods(chosen: str, now: Now) -> list[tuple[str, str]]:
    """Quarters it may report for, newest first."""
    quarter, found = Period.of(now.today, "Q"), []
    for _place in range(MOST_PERIODS):
        found.append(quarter.key)
        quarter = quarter.previous()
    if chosen and chosen not in found:
        found.append(chosen)
    return [(key, period_words(key)) for key in found]


def _facts(part: str, one: Dossier, origin: str) -> Facts:
    if part == "basics":
        said = [(_("名称"), one.name), (_("是什么"), words.kind(one)), (_("为什么办"), one.why)]
        said += [(_("怎么定的"), one.decided), (_("决定的索引号"), one.decision)]
    elif part == "money":
        said = [(_("批准的总数"), _("%(amount)s 元", amount=yuan(one.total_fen)))] if one.total_fen else []
        said += [(words.source_kind(source.kind), words.value("sources", source)) for source in one.sources]
    elif part == "contract":
        said = [*words.contract_facts(one), (_("超出的原因"), one.over_why)]
    elif part == "stages":
        said = [(_("第 %(place)s 步", place=n), words.value("stages", stage)) for n, stage in enumerate(one.stages, 1)]
    elif part == "pay":
        said = [(near_day(paid.paid_on), _paid(paid, origin)) for paid in one.payments]
    elif part == "accept":
        said = words.acceptance_facts(one)
    elif part == "trouble":
        said = [(near_day(found.found_on), words.value("troubles", found)) for found in one.troubles]
    else:
        said = [(words.when(photo.when), photo.says) for photo in one.photos]
    return [(name, value) for name, value in said if value]


def _paid(paid: Any, origin: str) -> str:
    says = words.booked(published.booked(origin, paid), paid.fen)[1]
    return _(
        "%(what)s %(amount)s 元（%(voucher)s）",
        what=paid.what,
        amount=yuan(paid.fen),
        voucher=f"{paid.voucher} {says}".strip(),
    )


def of_draft(work: Work, person: Person, now: Now) -> dict[str, Any]:
    """Everything the page of a project's draft shows."""
    problems = checks.problems(work, now) if work.draft.is_open else []
    origin = here().origin
    sections = [
        Section(
            part,
            part_name(part),
            _facts(part, work.dossier, origin),
            tuple(one.says for one in problems if one.where == part),
        )
        for part in forms.PARTS
    ]
    return {
        "work": work,
        "draft": work.draft,
        "page": drafts.reviewing(work.draft, person, now.today),
        "sections": sections,
        "problems": problems,
        "others": [one.says for one in problems if one.where not in forms.PARTS],
        "changes": [words.change(one) for one in work.changes] if work.draft.is_open else [],
        "periods": periods(work.draft.content.period, now),
        "may_edit": work.draft.may_edit and "cadre" in person.roles,
        "when": words.when,
    }


def of_part(work: Work, part: str) -> dict[str, Any]:
    """What a short form shows beside its fields."""
    one = work.dossier
    return {
        "work": work,
        "draft": work.draft,
        "part": part,
        "name": part_name(part),
        "rows": forms.rows(part, one) if part in forms.ROWED else (),
        "sources": [(key, words.source_kind(key)) for key in forms.SOURCES],
        "whens": [(key, words.when(key), "") for key in forms.WHEN],
        "stages": [("0", _("不分步"))] + [(str(n), stage.name) for n, stage in enumerate(one.stages, 1)],
        "accounts": accounts(),
        "when": words.when,
    }


def of_public(number: str) -> dict[str, Any]:
    """Everything the page of a public project shows at the desk. Raises NotFound."""
    one = published.one(here().origin, number)
    return {
        "one": one,
        "facts": words.facts(one),
        "tag": words.state(one.dossier),
        "steps": words.steps(one.dossier),
        "answers": [
            (words.question(part), words.answer(part, one.dossier, _books(one), one.published_on))
            for part in words.PARTS
        ],
        "next_steps": next_steps(),
        "begun": queries.open_for(number),
        "kiosk": url_for("villager_projects.one", number=number),
        "past": say.past(_steps(number)),
    }


def _books(one: published.Published) -> list[published.Booked]:
    return [published.booked(one.origin, payment) for payment in one.dossier.payments]


def _steps(number: str) -> list[Any]:
    return sorted((step for draft in queries.drafts_about(number) for step in draft.steps), key=lambda step: step.at)
