"""Everything a case can be has its word."""

from typing import get_args

import pytest
from flask_babel import force_locale

from terminal.feedback import events, words
from terminal.feedback.shapes import CATEGORIES, CHANNELS, LEVELS, OUTCOMES, REASONS, Lamp, State


@pytest.mark.parametrize(
    ("say", "keys"),
    [
        pytest.param(words.category_name, CATEGORIES, id="categories"),
        pytest.param(words.channel_name, CHANNELS, id="channels"),
        pytest.param(words.state_name, get_args(State), id="states"),
        pytest.param(words.level_name, LEVELS, id="levels"),
        pytest.param(words.reason_name, REASONS, id="reasons"),
        pytest.param(words.outcome_name, OUTCOMES, id="outcomes"),
        pytest.param(words.lamp_name, [one for one in get_args(Lamp) if one != "none"], id="lamps"),
        pytest.param(
            words.step_name,
            [one.kind.removeprefix("feedback.") for one in events.EVENTS if one is not events.Open],
            id="steps",
        ),
    ],
)
def test_everything_has_a_word_of_its_own(kiosk, say, keys):
    with kiosk.app_context(), force_locale("zh_Hans_CN"):
        said = [say(key) for key in keys]
    assert all(said)
    assert len(set(said)) == len(said)
