"""Which messages are summed up, and how a model is asked for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations import summary
from greenroom.conversations.model import Kind, Made, Message, Recollection
from greenroom.conversations.prompt.fitting import Counted, Prompt
from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Ask
from greenroom.llm.tokens import PER_MESSAGE, estimate

NAMES = summary.Names("Nora", "Ben {x}")


def said(number: int, text: str = "") -> Message:
    return Message(
        account_id="a",
        thread_id="t",
        message_id=f"m{number:03}",
        parent_id=f"m{number - 1:03}" if number else None,
        speaker="user" if number % 2 else "character",
        state="whole",
        created_at=number,
        edited_at=None,
        text=text or f"This is number {number}.",
        about=Made(),
    )


PATH = [said(number) for number in range(8)]


def prompt(kept: str, first: int = 0) -> Prompt:
    """A prompt with the messages from `first` on, `x` those that it has and `-` those that it has no room for."""
    sections = [
        Counted(Section("history", "user", "…", "history", f"m{first + at:03}"), 1, mark == "x")
        for at, mark in enumerate(kept)
    ]
    other = Counted(Section("lore", "system", "…", "retrieved", "m000"), 1, kept=False)
    return Prompt((other, *sections), Ask(()), "", 0, 0, 0)


@pytest.mark.parametrize(
    ("kept", "first", "left"),
    [
        ("xxxxxxxx", 0, []),
        ("---xxxxx", 0, [0, 1, 2]),
        ("--x-xxxx", 0, [0, 1]),
        ("--xxxx", 2, [2, 3]),
        ("--------", 0, [0, 1, 2, 3, 4, 5, 6, 7]),
        ("", 0, []),
    ],
)
def test_what_a_prompt_has_no_room_for_is_left_out(kept: str, first: int, left: list[int]) -> None:
    assert summary.left_out(prompt(kept, first), PATH) == [PATH[at] for at in left]


@pytest.mark.parametrize(
    ("upto", "known", "new"), [("m002", True, PATH[3:]), ("m007", True, []), ("elsewhere", False, PATH)]
)
def test_what_is_new_since_something_was_remembered(upto: str, new: list[Message], *, known: bool) -> None:
    earlier = Recollection(upto, "Before.")
    assert summary.since(earlier, PATH) == (earlier if known else None, new)


def test_nothing_was_remembered() -> None:
    assert summary.since(None, PATH) == (None, PATH)


def test_a_request_tells_who_said_what_and_what_was_known() -> None:
    found = summary.request("summary", NAMES, Recollection("m001", "They met."), PATH[2:4], 4096)
    assert found
    system, user = found.ask.messages
    assert "between Nora and Ben {x}" in system.text
    assert user.text == (
        "What the notes say so far:\nThey met.\n\nWhat was said since:\n"
        "Nora: This is number 2.\nBen {x}: This is number 3."
    )
    assert found.told == tuple(PATH[2:4])


MESSAGES = st.lists(st.text(alphabet="a猫 𝄞", min_size=1, max_size=3000), max_size=30)


@given(MESSAGES, st.integers(0, 5000), st.sampled_from(["summary", "memory"]), st.text(max_size=500))
def test_a_request_fits_the_window_or_there_is_none(
    texts: list[str], window: int, kind: Kind, earlier: str
) -> None:
    messages = [said(at, text) for at, text in enumerate(texts)]
    found = summary.request(kind, NAMES, Recollection("m", earlier), messages, window)
    if found is None:
        assert not texts or window < 1200
        return
    size = sum(estimate(one.text).tokens + PER_MESSAGE for one in found.ask.messages)
    assert size + (found.ask.parameters.max_tokens or 0) <= window
    count = len(found.told)
    assert list(found.told) == (messages[:count] if kind == "summary" else messages[-count:])


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (" They\nmet.  ", "They met."),
        ("", ""),
        ("a" * 2000, "a" * summary.LONGEST),
        ("Word. " * 300, ("Word. " * 200).strip()),
        ("word " * 300, ("word " * 240).strip()),
    ],
)
def test_an_answer_is_kept_up_to_an_end(answer: str, text: str) -> None:
    assert summary.kept(answer) == text
