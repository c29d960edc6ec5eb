"""Telling: what of a model's pieces is told, and what is known of the reply in the end. Served, it is in the doors' tests."""

from collections.abc import Sequence

import pytest
from tests.conftest import Run
from tests.conversations.silent import Silent

from greenroom.conversations.prompt.fitting import Prompt
from greenroom.conversations.prompt.goals import Reaction
from greenroom.conversations.prompting import Prepared
from greenroom.conversations.safety import Policy
from greenroom.conversations.telling import LONGEST, Telling, pieces_of
from greenroom.llm.model import Ask, End, Piece, Text, Usage
from greenroom.problems import ModelSlow


def prepared(reaction: Reaction | None = None) -> Prepared:
    prompt = Prompt((), Ask(()), "", 0, 0, 0)
    return Prepared(prompt, reaction or Reaction(), Silent(), "default", exact=False)


def told(rules: Policy, *pieces: Piece, before: str = "") -> tuple[str, Telling]:
    """What was handed out until the pieces ended, and what tells of it."""
    out: list[str] = []
    telling = Telling(out.append)
    telling.begin(rules, prepared(), before)
    for piece in pieces:
        telling.take(piece)
    return "".join(out), telling


SECRET = Policy((), ("secret",))
YOUNG = Policy((), minor=True)
ROWS: list[tuple[Policy, str, Sequence[str], str, str]] = [
    (Policy(()), "", ["He", "llo"], "Hello", "Hello"),
    (SECRET, "", ["a sec", "ret"], "a ", "a ▇▇▇▇▇▇"),
    (SECRET, "", ["a sec"], "a ", "a sec"),
    (SECRET, "a sec", ["ond one"], "ond one", "ond one"),
    (SECRET, "a sec", ["ret."], "▇▇▇.", "▇▇▇."),
    (SECRET, "a sec", [], "", ""),
    (YOUNG, "", ["a orga", "sm b"], "a ", "a "),
    (YOUNG, "a orgasm ", ["b"], "", ""),
]


@pytest.mark.parametrize(("rules", "before", "pieces", "at_once", "in_the_end"), ROWS)
def test_what_is_told(
    rules: Policy, before: str, pieces: Sequence[str], at_once: str, in_the_end: str
) -> None:
    out, telling = told(rules, *map(Text, pieces), before=before)
    assert (out, telling.text) == (at_once, in_the_end)


def test_a_reply_that_does_not_end_is_ended() -> None:
    out, telling = told(Policy(()), Text("x" * (LONGEST - 1)), Text("yyy"))
    assert (len(out), out[-2:], telling.full, telling.finish_reason) == (LONGEST, "xy", True, "length")


ENDS: list[tuple[Policy, list[Piece], str | None]] = [
    (Policy(()), [Text("a"), End("stop")], "stop"),
    (Policy(()), [Text("a"), End("length")], "length"),
    (Policy(()), [Text("a")], None),
    (YOUNG, [Text("a penis "), End("stop")], "content_filter"),
]


@pytest.mark.parametrize(("rules", "pieces", "reason"), ENDS)
def test_why_it_ended(rules: Policy, pieces: list[Piece], reason: str | None) -> None:
    _, telling = told(rules, *pieces)
    assert telling.text
    assert telling.finish_reason == reason


def test_what_is_known_of_it() -> None:
    _, telling = told(Policy(()), Text("a"), End("stop", Usage(7, 2)))
    made = telling.about(ModelSlow("tiny", "no token"), ("knock",))
    assert (made.model, made.finish_reason, made.prompt_tokens, made.completion_tokens) == (
        "default",
        "stop",
        7,
        2,
    )
    assert (made.error, made.triggers) == ("ModelSlow", ("knock",))


def test_a_line_that_goals_give_is_all_that_is_said(run: Run) -> None:
    async def said() -> list[Piece]:
        return [piece async for piece in pieces_of(prepared(Reaction(verbatim=("Mind the step.", "Go."))))]

    assert run(said()) == [Text("Mind the step.\nGo."), End("stop")]
