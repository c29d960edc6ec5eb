"""Decorators at the start of an entry."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from greenroom.conversations.prompt.decorators import NONE, split

READ: list[tuple[str, dict[str, Any], str]] = [
    ("plain\n@@depth 1", {}, "plain\n@@depth 1"),
    ("@@depth 1\ntext", {"depth": 1}, "text"),
    ("\n@@depth 1\n\n@@role User\r\n\ntext\n", {"depth": 1, "role": "user"}, "text"),
    ("@@depth 1\n@@depth 2\ntext", {"depth": 1}, "text"),
    ("@@unknown\n@@@depth 3\n@@@role user\ntext", {"depth": 3}, "text"),
    ("@@depth 1\n@@@depth 3\n@@@role user\ntext", {"depth": 1}, "text"),
    ("@@instruct_depth 9\n@@@depth x\n@@@a\n@@@b\n@@@c\n@@@depth 4", {"depth": 4}, ""),
    ("@@additional_keys a, b\n@@additional_keys c", {"additional_keys": (("a", "b"), ("c",))}, ""),
    ("@@activate_only_every 0\ntext", {}, "text"),
    ("@@ no decorator", {}, "@@ no decorator"),
]


@pytest.mark.parametrize(("content", "asked", "rest"), READ)
def test_decorators_are_read_and_cut(content: str, asked: dict[str, Any], rest: str) -> None:
    found, left = split(content)
    assert left == rest
    assert {name: value for name, value in asdict(found).items() if value != getattr(NONE, name)} == asked


@given(
    st.lists(st.sampled_from(["@@depth 1", "@@@x", "@@", " ", "text", "@@role"])).map("\n".join) | st.text()
)
def test_any_content_can_be_read(content: str) -> None:
    assert content.endswith(split(content)[1].rstrip()) or split(content)[1].strip() in content
