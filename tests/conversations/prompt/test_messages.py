"""Messages, as a prompt has them."""

import pytest

from greenroom.conversations.prompt.messages import messages
from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Role

ROLES: dict[str, Role] = {"s": "system", "u": "user", "a": "assistant"}
ROWS = [
    ("s:A s:B u:C", ["s:A\n\nB", "u:C"]),
    ("s:A a:B s:C u:D s:E", ["s:A", "a:B", "s:C", "u:D", "s:E"]),
    ("s: u:B", ["u:B"]),
    ("", []),
]


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_neighbours_are_one_message(row: str, expected: list[str]) -> None:
    sections = [Section("any", ROLES[said[0]], said[2:]) for said in row.split()]
    assert [f"{message.role[0]}:{message.text}" for message in messages(sections)] == expected
