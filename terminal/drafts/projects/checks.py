"""Everything that is looked at before anybody signs a project, and whose item it is."""

from terminal.catalogue.queries import catalogue
from terminal.clock import Now
from terminal.drafts.projects.shapes import Work
from terminal.errors import Problem
from terminal.projects import actions as projects
from terminal.projects.rules import item_for
from terminal.text.days import Period
from terminal.village.queries import here


def item(kind: str) -> str:
    """The catalogue item of this kind of project; empty when the unit's catalogue has none."""
    return item_for(kind, tuple(one.code for one in catalogue(here().kind).items))


def problems(work: Work, now: Now) -> list[Problem]:
    """Every reason why this may not be published now; empty when it may."""
    reason = work.draft.content.reason
    if work.public:
        return projects.check_next(work.public, work.dossier, reason, now)
    return projects.check(work.dossier, now)


def why_not_period(key: str, now: Now) -> list[Problem]:
    """A quarter it reports for has begun, or is none."""
    if not key:
        return []
    try:
        period = Period.read(key)
    except ValueError as wrong:
        return [Problem(str(wrong), "period")]
    if period.kind != "Q" or period.first > now.today:
        return [Problem("请选一个已经开始的季度，或者不选。", "period")]
    return []
