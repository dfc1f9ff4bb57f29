"""Messages between server and press arrive whole or not at all."""

import io

import msgspec
import pytest

from terminal.paper import frames


def sent(message) -> bytes:
    stream = io.BytesIO()
    frames.send(stream, message)
    return stream.getvalue()


def test_a_job_arrives_as_it_was_sent():
    job = frames.Job(html="<p>龚䶮</p>" * 1000, title="十月")
    assert frames.receive(io.BytesIO(sent(job)), frames.Job) == job


def test_two_messages_in_a_row_stay_apart():
    stream = io.BytesIO(sent(frames.Job(html="1", title="")) + sent(frames.Job(html="2", title="")))
    assert [frames.receive(stream, frames.Job).html for _ in range(2)] == ["1", "2"]


@pytest.mark.parametrize("kept", [0, 2, 4, 9], ids=["nothing", "half a length", "a length only", "half a message"])
def test_a_cut_message_is_the_end_of_the_conversation(kept):
    with pytest.raises(EOFError):
        frames.receive(io.BytesIO(sent(frames.Sheet(pdf=b"x" * 50))[:kept]), frames.Sheet)


def test_a_message_of_another_shape_is_refused():
    with pytest.raises(msgspec.ValidationError):
        frames.receive(io.BytesIO(sent(frames.Sheet(pdf=b"x"))), frames.Job)
