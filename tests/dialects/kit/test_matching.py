"""What replacing a list keeps of the old items: each row is the old list, the new one, and what comes of it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.kit.matching import Item, replaced

TEXT = frozenset({"text"})
"""Items in which a uuid is as unknown as any other field."""
STYLE = frozenset({"uuid", "text"})
"""Items that have one."""

Items = list[dict[str, Any]]

UNKNOWN: list[tuple[Items, Items, Items]] = [
    ([], [{"text": "a", "z": 1}], [{"text": "a", "z": 1}]),
    ([{"text": "a"}], [{"text": "b"}], [{"text": "b"}]),
    # by equal content
    ([{"text": "a", "uuid": "u", "z": 1}], [{"text": "a"}, {"text": "c"}], [{"text": "a", "uuid": "u", "z": 1}, {"text": "c"}]),
    ([{"text": "a", "z": 1}], [{"text": "c"}, {"text": "a"}], [{"text": "c"}, {"text": "a", "z": 1}]),
    ([{"text": "a", "z": 1}], [{"text": "b"}], [{"text": "b"}]),
    ([{"text": "a", "z": 1}], [{"text": "a", "z": 2}], [{"text": "a", "z": 2}]),
    ([{"text": "a", "z": 1}], [{"text": "a", "uuid": "u"}], [{"text": "a", "uuid": "u", "z": 1}]),
    # of several that are equal, in their order, each once
    ([{"text": "a", "z": 1}, {"text": "a", "z": 2}], [{"text": "a"}] * 3, [{"text": "a", "z": 1}, {"text": "a", "z": 2}, {"text": "a"}]),
    ([{"text": "a"}, {"text": "a", "z": 2}], [{"text": "a"}] * 2, [{"text": "a"}, {"text": "a", "z": 2}]),
    # by uuid, whatever the content
    ([{"text": "a", "uuid": "u", "z": 1}], [{"text": "b", "uuid": "u"}], [{"text": "b", "uuid": "u", "z": 1}]),
    ([{"text": "a", "uuid": "u", "z": 1}, {"text": "b", "uuid": "v", "z": 2}], [{"text": "a", "uuid": "v"}, {"text": "a"}],
     [{"text": "a", "uuid": "v", "z": 2}, {"text": "a", "uuid": "u", "z": 1}]),
    # one whose uuid is said is nobody else's
    ([{"text": "a", "uuid": "u", "z": 1}], [{"text": "a"}, {"text": "b", "uuid": "u"}], [{"text": "a"}, {"text": "b", "uuid": "u", "z": 1}]),
    # what is no text is no uuid
    ([{"text": "a", "uuid": [1], "z": 1}], [{"text": "b", "uuid": [1]}], [{"text": "b", "uuid": [1]}]),
    # null removes
    ([{"text": "a", "z": 1, "y": 2}], [{"text": "a", "z": None}], [{"text": "a", "y": 2}]),
    ([{"text": "a", "uuid": "u"}], [{"text": "a", "uuid": None}], [{"text": "a"}]),
    ([], [{"text": "a", "z": None}], [{"text": "a"}]),
    ([{"text": "a", "z": 1}], [{"text": "a", "z": {"deep": None}}], [{"text": "a", "z": {"deep": None}}]),
]  # fmt: skip

KNOWN: list[tuple[Items, Items, Items]] = [
    ([{"uuid": "u", "text": "a"}], [{"uuid": "", "text": "a"}], [{"uuid": "u", "text": "a"}]),
    ([{"uuid": "u", "text": "a"}], [{"text": "a"}], [{"uuid": "u", "text": "a"}]),
    ([{"uuid": "u", "text": "a"}], [{"uuid": "", "text": "b"}], [{"text": "b"}]),
    ([], [{"uuid": "", "text": "b"}], [{"text": "b"}]),
]


@pytest.mark.parametrize(
    ("known", "old", "new", "after"),
    [*((TEXT, *row) for row in UNKNOWN), *((STYLE, *row) for row in KNOWN)],
)
def test_an_item_keeps_what_the_new_list_leaves_unsaid(
    known: frozenset[str], old: Items, new: Items, after: Items
) -> None:
    assert replaced(new, old, known) == after


few = st.sampled_from("ab")
items = st.lists(
    st.fixed_dictionaries({"text": few}, optional={"uuid": few, "z": st.integers(0, 2)}), max_size=4
)


@pytest.mark.parametrize("known", [TEXT, STYLE], ids=["uuid unknown", "uuid known"])
@given(items, items)
def test_sending_back_or_twice_changes_nothing(
    known: frozenset[str], old: list[Item], new: list[Item]
) -> None:
    assert replaced(old, old, known) == old
    once = replaced(new, old, known)
    assert replaced(new, once, known) == once


@given(items, items)
def test_nothing_is_kept_twice(old: list[Item], new: list[Item]) -> None:
    kept = [item["z"] for item in replaced(new, old, TEXT) if "z" in item]
    said = [item["z"] for item in [*old, *new] if "z" in item]
    assert all(kept.count(value) <= said.count(value) for value in kept)
