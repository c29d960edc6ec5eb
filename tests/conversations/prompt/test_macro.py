"""Where macros are found, and how their arguments are cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.prompt.macro import DEEPEST, Macro, flat, rewrite

MESSY = st.text(st.sampled_from("{}<>:,\\ /aduserUSERchar\n魔"), max_size=200)


def marked(macro: Macro) -> str | None:
    """Shows what was found."""
    return f"[{macro.name}|{'|'.join(macro.choices())}]" if macro.name else None


FOUND = [
    ("plain", "plain"),
    ("{{char}}", "[char|]"),
    ("{{ Char }}", "[char|]"),
    ("{{{char}}}", "{[char|]}"),
    ("<User> <BOT>", "[user|] [char|]"),
    ("{{a:1,2}}", "[a|1|2]"),
    ("{{a: 1 , 2}}", "[a|1|2]"),
    (r"{{a:1\,2,3}}", "[a|1,2|3]"),
    ("{{a::1, 2::3}}", "[a|1, 2|3]"),
    ("{{a:1,2::3}}", "[a|1,2|3]"),
    ("{{a 6}}", "[a|6]"),
    ("{{// note, really}}", "[//|note|really]"),
    ("{{a:{{b:1,2}},3}}", "[a|[b|1|2]|3]"),
    ("{{unclosed {{b:1}}", "{{unclosed [b|1]"),
    ("stray }} end", "stray }} end"),
    ("{{}}", "{{}}"),
    ("{{?}}", "{{?}}"),
    ("{{a:{{?,}},2}}", "[a|{{?,}}|2]"),
    ("{{{{a}}}}", "{{[a|]}}"),
]


@pytest.mark.parametrize(("text", "shown"), FOUND)
def test_macros_are_found(text: str, shown: str) -> None:
    assert flat(rewrite(text, marked)) == shown


@given(MESSY)
def test_what_nobody_knows_stays_as_it_is(text: str) -> None:
    assert flat(rewrite(text, lambda _: None)) == text


@given(MESSY)
def test_any_text_can_be_read(text: str) -> None:
    flat(rewrite(text, marked))


def nested(depth: int) -> str:
    return "{{a:" * depth + "}}" * depth


def test_macros_lie_in_one_another_so_deep_and_no_deeper() -> None:
    deepest = flat(rewrite(nested(DEEPEST), lambda macro: f"({macro.text()})"))
    assert deepest == "(" * DEEPEST + ")" * DEEPEST
    assert flat(rewrite(nested(DEEPEST + 1), lambda _: "x")) == "{{a:x}}"


def test_a_very_deep_text_takes_no_recursion() -> None:
    text = nested(100_000)
    assert flat(rewrite(text, lambda _: None)) == text
    assert len(flat(rewrite("{{" * 100_000, lambda _: None))) == 200_000
