"""Messages as chat templates take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.conversations.prompt.messages import messages
from greenroom.conversations.prompt.section import Section
from greenroom.llm.model import Role

ROLES: dict[str, Role] = {"s": "system", "u": "user", "a": "assistant"}
ROWS = [
    ("s:A s:B u:C", "free", ["s:A\n\nB", "u:C"]),
    ("s:A a:B s:C u:D s:E", "free", ["s:A", "a:B", "s:C", "u:D", "s:E"]),
    ("s:A u:B u:C a:D", "free", ["s:A", "u:B\n\nC", "a:D"]),
    ("s:A u:B s:C u:D s:E a:F", "strict", ["s:A", "u:B\n\n[C]\n\nD\n\n[E]", "a:F"]),
    ("s:A a:B u:C", "strict", ["s:A", "u:[The conversation begins.]", "a:B", "u:C"]),
    ("a:B", "strict", ["u:[The conversation begins.]", "a:B"]),
    ("", "strict", []),
]


def parts(row: str) -> list[Section]:
    return [Section("any", ROLES[said[0]], said[2:]) for said in row.split()]


@pytest.mark.parametrize(("row", "roles", "expected"), ROWS)
def test_rows(row: str, roles: str, expected: list[str]) -> None:
    found = messages(parts(row), "strict" if roles == "strict" else "free")
    assert [f"{message.role[0]}:{message.text}" for message in found] == expected


@given(st.lists(st.builds(Section, st.just("any"), st.sampled_from([*ROLES.values()]), st.text(max_size=5))))
def test_neighbours_never_have_the_same_role(sections: list[Section]) -> None:
    for roles in ("free", "strict"):
        said = [message.role for message in messages(sections, "strict" if roles == "strict" else "free")]
        assert all(one != other for one, other in zip(said, said[1:], strict=False))  # noqa: RUF007 - pairs of a list
        if roles == "strict":
            assert "system" not in said[1:]
            assert said[:1] != ["assistant"]
