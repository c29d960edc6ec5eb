"""What became of each leaf of a body, by comparing it with what is shown of it."""

from typing import Any

import pytest

from greenroom.dialects.kit.fidelity import NEWLY_MADE, NO_PLACE, NO_VALUE, compared

ROWS: tuple[tuple[Any, Any, list[tuple[str, str, str]]], ...] = (
    ({"a": 1, "b": {"c": [1, 2]}}, {"a": 1.0, "b": {"c": [1, 2], "d": 3}}, [("a", "kept", ""), ("b", "kept", "")]),
    ({"a": 1}, {}, [("a", "dropped", NO_PLACE)]),
    ({"a": "x"}, {"a": ""}, [("a", "dropped", NO_VALUE)]),
    ({"a": "x"}, {"a": "y"}, [("a", "mapped", 'is read back as "y"')]),
    ({"a": {"b": 1, "c": 2}}, {"a": {"b": 1}}, [("a.c", "dropped", NO_PLACE)]),
    ({"a": [1, 2]}, {"a": [1]}, [("a[1]", "dropped", NO_PLACE)]),
    ({"a": None, "b": "", "c": [], "d": {}}, {}, [("a", "kept", ""), ("b", "kept", ""), ("c", "kept", ""), ("d", "kept", "")]),
    ({"a": [{"b": 1}, [], {}]}, {}, [("a[0].b", "dropped", NO_PLACE)]),
    ({"a": True}, {"a": 1}, [("a", "mapped", "is read back as 1")]),
    ({"made": 1}, {"made": 2}, [("made", "dropped", NEWLY_MADE)]),
    ({"made": 1}, {"made": 1}, [("made", "kept", "")]),
    ({"old": [5]}, {"new": {"er": [5]}}, [("old[0]", "mapped", "is read back as new.er[0]")]),
)  # fmt: skip


@pytest.mark.parametrize(("sent", "shown", "lines"), ROWS)
def test_each_leaf_is_kept_or_told(sent: Any, shown: Any, lines: list[tuple[str, str, str]]) -> None:
    assert list(map(tuple, compared(sent, shown, moved={"old": "new.er"}, made=("made",)))) == lines


def test_any_view_may_show_it() -> None:
    assert [line.fate for line in compared({"a": 1, "b": 2}, {"a": 1}, {"b": 2})] == ["kept", "kept"]


def test_what_is_shown_instead_is_told_in_short() -> None:
    (line,) = compared({"a": "x"}, {"a": "y" * 1000})
    assert len(line.why) < 120
