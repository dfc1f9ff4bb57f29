"""The form a questionnaire is written in: fields for each question, read into the shape and filled from it."""

from collections.abc import Collection
from datetime import date, timedelta

from terminal.surveys.rules import LONGEST_WHY, MOST_QUESTIONS
from terminal.surveys.shapes import Question, Questionnaire
from terminal.text.days import read_day
from terminal.web import forms
from terminal.web.forms import Form

FIRST_SHOWN = 2
USUAL_DAYS = 14
KINDS = ("choice", "satisfaction")
FIELDS = [f"{field}-{place}" for place in range(1, MOST_QUESTIONS + 1) for field in ("text", "kind", "choices")]
LABELS = {name: name for name in ("title", "why", "starts_on", "ends_on", "publisher", "reason", *FIELDS)}


def read() -> Form:
    return forms.read(LABELS)


def fresh(today: date) -> Form:
    """An empty questionnaire, open from today for two weeks."""
    until = today + timedelta(days=USUAL_DAYS)
    return _with_kinds(forms.empty(LABELS, starts_on=today.isoformat(), ends_on=until.isoformat()))


def filled(asked: Questionnaire) -> Form:
    """The form as it was written."""
    said: dict[str, str] = {
        "title": asked.title,
        "why": asked.why,
        "starts_on": asked.starts_on.isoformat(),
        "ends_on": asked.ends_on.isoformat(),
        "publisher": asked.publisher,
        "shown": str(len(asked.questions)),
    }
    for place, question in enumerate(asked.questions, 1):
        said[f"text-{place}"], said[f"kind-{place}"] = question.text, question.kind
        said[f"choices-{place}"] = "\n".join(question.choices)
    return _with_kinds(forms.empty(LABELS, **said))


def _with_kinds(form: Form) -> Form:
    for place in range(1, MOST_QUESTIONS + 1):
        form.typed.setdefault(f"kind-{place}", [KINDS[0]])
    return form


def shown(form: Form) -> int:
    """How many questions the page shows."""
    return max(FIRST_SHOWN, min(form.whole("shown", FIRST_SHOWN), MOST_QUESTIONS))


def one_more(form: Form) -> Form:
    """The same with room for another question."""
    form.typed["shown"] = [str(min(shown(form) + 1, MOST_QUESTIONS))]
    return _with_kinds(form)


def questionnaire(form: Form, publishers: Collection[str]) -> Questionnaire:
    """What the form asks; a question without a word is none, and so is a publisher nobody knows. Raises Refused when a field cannot be read at all."""
    found = Questionnaire(
        title=form.line("title"),
        why=form.text("why", LONGEST_WHY * 2).strip(),
        questions=tuple(filter(None, (_question(form, place) for place in range(1, MOST_QUESTIONS + 1)))),
        starts_on=_day(form, "starts_on"),
        ends_on=_day(form, "ends_on"),
        publisher=form.one("publisher", publishers),
    )
    form.refuse_if_wrong()
    return found


def _question(form: Form, place: int) -> Question | None:
    text = form.line(f"text-{place}")
    choices = tuple(filter(None, (line.strip() for line in form.text(f"choices-{place}", 1000).split("\n"))))
    kind = form.one(f"kind-{place}", KINDS, "choice")
    if kind == "satisfaction":
        return Question(text, "satisfaction") if text else None
    return Question(text, "choice", choices) if text or choices else None


def _day(form: Form, name: str) -> date:
    """The day in a field; one that is none is complained about there."""
    try:
        return read_day(form.line(name, 20))
    except ValueError as wrong:
        form.complain(name, str(wrong))
        return date.min
