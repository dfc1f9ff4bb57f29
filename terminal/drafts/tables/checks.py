"""Everything that is looked at before anybody signs a table: what could not be read, what does not add up."""

from msgspec.structs import replace

from terminal.clock import Now
from terminal.drafts.tables.shapes import Work
from terminal.errors import Problem
from terminal.tables import actions as tables
from terminal.tables import checks, queries, rules
from terminal.tables.rules import Mismatch
from terminal.tables.sorts import Carries, Sort
from terminal.text.days import Period
from terminal.text.names import Privacy
from terminal.village.queries import here


def problems(work: Work, now: Now) -> list[Problem]:
    """Every reason why this table may not be published now; what does not add up is among them until somebody wrote why."""
    check = tables.check_revision if work.draft.purpose == "revise" else tables.check
    return check(work.wanted, now)


def mismatches(work: Work) -> list[Mismatch]:
    """What does not add up in the table, or between it and the one before, whether explained or not."""
    return checks.mismatches(work.wanted, here().origin)


def may_explain(work: Work, now: Now) -> bool:
    """Whether a reason would be enough: figures that do not add up are all that is wrong."""
    plain = replace(work, excuse="")
    said = {one.problem() for one in mismatches(work)}
    return bool(said) and all(one in said for one in problems(plain, now))


def privacy(work: Work) -> Privacy:
    """What this table may show of persons."""
    return checks.privacy_of(work.sort, here().kind)


def without_predecessor(work: Work) -> Period | None:
    """The period before, where it is not public although openings should be held to it."""
    before = work.period.previous()
    carries = any(isinstance(one, Carries) and one.opening in work.reading.columns for one in work.sort.identities)
    return before if carries and not queries.public(here().origin, work.sort.key, before.key) else None


def why_not_period(sort: Sort, period: Period, now: Now) -> list[Problem]:
    """What no other file could put right: a period already public, not over, or none this sort is published for."""
    there = queries.public(here().origin, sort.key, period.key)
    if there:
        says = f"{period.label()}的{sort.name}已经公布过（索引号 {there.index_no}）。要改，请打开它，点“更正”。"
        return [Problem(says, "期间")]
    return rules.why_not_period(sort, period, checks.kinds_of(sort, here().kind), now.today)
