"""Chats as files have them, which need not be whole."""

import json
from typing import Any

import pytest
from tests.cards import corpus
from tests.transfer.people import CHAT, lines

from greenroom.problems import BadCard
from greenroom.transfer.chats import read_chat, write_chat

SWIPED = {
    "mes": "b",
    "swipes": ["a", None, 5, "b"],
    "swipe_id": 3,
    "swipe_info": [{"n": at} for at in range(4)],
}


def test_a_last_line_that_is_cut_off_is_left_out() -> None:
    chat = read_chat(lines(CHAT)[:-20], 0)
    assert [turn.versions[turn.active].text for turn in chat.turns] == ["You're wet.", "It rains."]
    assert chat.remarks == ("its last line is cut off, and was left out",)
    assert read_chat(lines(CHAT), 0).remarks == ()


@pytest.mark.parametrize(
    "data", [lines(CHAT)[: len(corpus.text(CHAT[0])) - 9], b'{"mes": "x"\n' + lines(CHAT)]
)
def test_no_other_line_may_be(data: bytes) -> None:
    with pytest.raises(BadCard):
        read_chat(data, 0)


@pytest.mark.parametrize(
    ("change", "active", "infos"),
    [
        ({}, 1, [{"n": 0}, {"n": 3}]),
        ({"swipe_id": 1, "mes": "a"}, 0, [{"n": 0}, {"n": 3}]),
        ({"swipe_info": [{"n": 0}]}, 1, [{"n": 0}, {}]),
    ],
)
def test_swipes_that_are_no_texts_move_no_other(
    change: dict[str, Any], active: int, infos: list[Any]
) -> None:
    chat = read_chat(lines([CHAT[0], {**SWIPED, **change}]), 0)
    written = write_chat(chat).splitlines()[1]
    said = json.loads(written)
    assert (said["swipes"], said["swipe_id"], said["swipe_info"]) == (["a", "b"], active, infos)
    assert chat.remarks == ("swipes that are no texts are left out",)
