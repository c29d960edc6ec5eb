"""Bodies about scenes and common knowledge, as pure functions: whatever was said is shown, and may be put back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dialects.inworld.surface import message

from greenroom.dialects.inworld.neighbours.collection import Collection
from greenroom.dialects.inworld.neighbours.knowledge.collection import KNOWLEDGE
from greenroom.dialects.inworld.neighbours.said import completed, read_said
from greenroom.dialects.inworld.neighbours.scenes.collection import SCENES
from greenroom.kit.json_values import encode_json, same

BOTH = pytest.mark.parametrize("these", [SCENES, KNOWLEDGE], ids=lambda these: these.path)


def after(these: Collection, content: Any, body: Any, mask: str | None = None) -> Any:
    """The content of a thing after a body."""
    return these.after(read_said(encode_json(body), mask, these.shape, ""), content)


def shown(these: Collection, content: Any) -> Any:
    return completed(these.tree(content), these.shape)


@BOTH
@given(st.data())
def test_what_is_shown_may_be_put_back(these: Collection, data: st.DataObject) -> None:
    content = these.blank
    for _ in range(2):
        content = after(these, content, data.draw(message(these.shape)))
    view = shown(these, content)
    for body, mask in ((view, None), (view, "*"), ({}, None)):
        assert same(shown(these, after(these, content, body, mask)), view)
    assert after(these, content, view) is content


@BOTH
@given(st.data())
def test_what_was_put_is_shown(these: Collection, data: st.DataObject) -> None:
    said = data.draw(message(these.shape))
    said.pop("knowledgeRecords" if "memoryRecords" in said else "", None)
    view = shown(these, after(these, these.blank, said))
    for name, value in said.items():
        part = these.shape.parts.get(name)
        if part is None and value is not None:
            assert same(view[name], value)
        elif part and part.kind == "string" and not part.repeated:
            assert view[name] == value


@BOTH
def test_a_star_leaves_nothing_that_was(these: Collection) -> None:
    full = after(these, these.blank, {"displayName": "a", "odd": 1, "commonKnowledge": ["x"]})
    assert after(these, full, {}, "*") == these.blank
