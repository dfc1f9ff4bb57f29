"""Pairing by stick: the request goes to the county on it, the grant comes back; each as words and their signature."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec

from terminal.bundle.write import Draft
from terminal.clock import Now
from terminal.errors import Problem, Refused
from terminal.sync import enrolment, pairing, stick
from terminal.sync.pairing import Grant, Paper, Request
from terminal.sync.wire import JSON, Wire

PATH = "/sync/v1/enrol"
LOST = "和县平台说好了吗？没有听清楚它的回答，请再试一次。"


class Answer(msgspec.Struct, frozen=True):
    """What a county answers: the grant, and everything of a log that another machine is to go on with."""

    grant: Paper
    log: str
    drafts: Sequence[Draft] = ()


Answers = Callable[[Paper], Answer]


def put(folder: Path, name: str, paper: Paper) -> None:
    """Both files onto the stick, the signature first. Raises Refused."""
    stick.put(folder, stick.ENROL, f"{name}.sig", paper.signature.encode())
    stick.put(folder, stick.ENROL, name, paper.text.encode())


def papers(folder: Path, which: str) -> Iterator[tuple[str, Paper]]:
    """Requests or grants that lie there with their signature, as far as they can be read."""
    for path in sorted(folder.glob(f"{which}_*.json"))[: stick.MOST]:
        try:
            yield path.stem, Paper(path.read_text("utf-8"), path.with_name(f"{path.name}.sig").read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            continue


def ask_by_stick(data: Path, folder: Path) -> str:
    """Write the request that waits onto the stick; what is to be done with it. Raises Refused."""
    opened = enrolment.waiting(data)
    if opened is None:
        raise Refused([Problem("还没有申请。请先输入配对码。")])
    number = pairing.read(opened.request, Request)[0].code.lower()
    put(folder, f"request_{number}.json", opened.request)
    return "配对申请写好了，可以拔出。请把 U 盘带到县里，读一遍再带回来。"


def ask_over_the_line(wire: Wire, request: Paper) -> Paper:
    """The grant a county gives at once. Raises Refused with its own sentence, TerminalError when nobody is reached."""
    body = msgspec.json.encode(request)
    answer = wire.ask("POST", PATH, body=body, headers={"Content-Type": JSON})
    said = wire.words(answer)
    try:
        if answer.status == 200:
            return msgspec.convert(said, Paper)
        raise Refused([Problem(f"县平台没有答应：{str(said['says'])[:300]}")])
    except (msgspec.ValidationError, KeyError, TypeError):
        raise Refused([Problem(LOST)]) from None


def take_grants(incoming: Path, data: Path, now: Now) -> Iterator[str]:
    """Believe the county whose grant lies there; one that is for somebody else is left where it is."""
    for name, paper in papers(incoming, "grant"):
        if enrolment.waiting(data) is None:
            return
        try:
            yield paired(enrolment.take(data, paper, now))
        except Refused as wrong:
            yield f"✗ {name}：{'；'.join(map(str, wrong.problems))}"


def paired(grant: Grant) -> str:
    return f"配好了：这里是{grant.county_name}的{grant.name}，以后认{grant.county_name}县平台说的话。"


def answer_requests(incoming: Path, folder: Path, answers: Answers) -> Iterator[str]:
    """What a county does with the requests that lie there: a grant for each that knows its code."""
    for name, paper in papers(incoming, "request"):
        try:
            answer = answers(paper)
            put(folder, name.replace("request", "grant") + ".json", answer.grant)
            if answer.drafts:
                stick.export(folder, answer.drafts, inside=f"{stick.DOWN}/{answer.log}")
            yield f"{name}：配好了，回单写在 U 盘的 {stick.ENROL} 里，请把它带回去。"
        except Refused as wrong:
            yield f"✗ {name}：{'；'.join(map(str, wrong.problems))}"
