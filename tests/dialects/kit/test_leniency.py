"""Reading what can be read of a body."""

from typing import Any

import pytest

from greenroom.dialects.kit.leniency import leniently, steps, without
from greenroom.problems import BadValue


def refuse(*fields: str) -> Any:
    """A reader that takes no body which has any of these."""

    def read(body: dict[str, Any]) -> dict[str, Any]:
        for field in fields:
            if without(body, steps(field)) is not body:
                raise BadValue(field, "is odd")
        return body

    return read


def test_what_is_at_fault_is_left_out_and_told() -> None:
    read, lines = leniently({"a": {"b": 1, "c": 2}, "d": [1, 2]}, refuse("a.b", "d[0]"))
    assert read["a"] == {"c": 2}
    assert next((line.field, line.fate, line.why) for line in lines) == ("a.b", "dropped", "is odd")


def test_what_is_not_there_is_raised() -> None:
    def read(_body: dict[str, Any]) -> None:
        raise BadValue("elsewhere", "is odd")

    with pytest.raises(BadValue, match="elsewhere"):
        leniently({"a": 1}, read)


@pytest.mark.parametrize(
    ("path", "rest"),
    [
        ("a", {"d": [1, {"e": 2}]}),
        ("a.b", {"a": {}, "d": [1, {"e": 2}]}),
        ("d[0]", {"a": {"b": 1}, "d": [{"e": 2}]}),
        ("d[1].e", {"a": {"b": 1}, "d": [1, {}]}),
    ],
)
def test_without(path: str, rest: Any) -> None:
    assert without({"a": {"b": 1}, "d": [1, {"e": 2}]}, steps(path)) == rest


@pytest.mark.parametrize("path", ["", "x", "a.x", "d[7]", "d[1].x", "a[0]"])
def test_nothing_there_is_the_same_tree(path: str) -> None:
    tree = {"a": {"b": 1}, "d": [1, {"e": 2}]}
    assert without(tree, steps(path)) is tree
