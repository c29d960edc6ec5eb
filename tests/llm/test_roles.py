"""Messages in the forms that chat templates take."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.llm.model import Message, Role
from greenroom.llm.roles import FORMS, Form, formed, is_refusal_of_roles

ROLES: dict[str, Role] = {"s": "system", "u": "user", "a": "assistant"}
ROWS: list[tuple[str, Form, list[str]]] = [
    ("s:A s:B u:C", "any", ["s:A\n\nB", "u:C"]),
    ("s:A a:B s:C u:D s:E", "any", ["s:A", "a:B", "s:C", "u:D", "s:E"]),
    ("s:A u:B u:C a:D", "any", ["s:A", "u:B\n\nC", "a:D"]),
    ("s:A u:B s:C u:D s:E a:F", "strict", ["s:A", "u:B\n\n[C]\n\nD\n\n[E]", "a:F"]),
    ("s:A a:B u:C", "strict", ["s:A", "u:[The conversation begins.]", "a:B", "u:C"]),
    ("a:B", "strict", ["u:[The conversation begins.]", "a:B"]),
    ("s:A a:B u:C s:D", "merged", ["u:A\n\n[The conversation begins.]", "a:B", "u:C\n\n[D]"]),
    ("u:B", "merged", ["u:B"]),
    ("", "strict", []),
]


@pytest.mark.parametrize(("row", "form", "expected"), ROWS)
def test_rows(row: str, form: Form, expected: list[str]) -> None:
    found = formed([Message(ROLES[said[0]], said[2:]) for said in row.split()], form)
    assert [f"{message.role[0]}:{message.text}" for message in found] == expected


@given(st.lists(st.builds(Message, st.sampled_from([*ROLES.values()]), st.text(max_size=5))))
def test_neighbours_never_have_the_same_role(messages: list[Message]) -> None:
    for form in FORMS:
        said = [message.role for message in formed(messages, form)]
        assert all(one != other for one, other in zip(said, said[1:], strict=False))  # noqa: RUF007 - pairs of a list
        if form != "any":
            assert "system" not in said[1:]
            assert said[:1] != ["assistant"]
        if form == "merged":
            assert "system" not in said


REFUSALS = [
    (
        "After the optional system message, conversation roles must alternate user/assistant/user/assistant/...",
        True,
    ),
    ("Conversation roles must alternate.", True),
    ("System role not supported", True),
    ("Jinja Exception: no", True),
    ("CUDA error", False),
    ("out of memory", False),
]


@pytest.mark.parametrize(("said", "expected"), REFUSALS)
def test_refusals_of_roles(said: str, *, expected: bool) -> None:
    assert is_refusal_of_roles(said) is expected
