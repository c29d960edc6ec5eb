"""Which of several addresses is asked, and first."""

import pytest

from greenroom.database.postgres.addresses import Parameters, beginning_with, for_writing

WANTED: list[tuple[Parameters, str | None]] = [
    ({"host": "a"}, None),
    ({"host": "a,b"}, "primary"),
    ({"hostaddr": "10.0.0.1,10.0.0.2"}, "primary"),
    ({"host": "a", "target_session_attrs": "read-write"}, "primary"),
    ({"host": "a,b", "target_session_attrs": "any"}, "any"),
    ({}, None),
]


@pytest.mark.parametrize(("said", "wanted"), WANTED)
def test_of_several_the_one_that_takes_writes_is_wanted(said: Parameters, wanted: str | None) -> None:
    assert for_writing(said).get("target_session_attrs") == wanted


FIRST: list[tuple[Parameters, tuple[str, int], tuple[object, object]]] = [
    ({"host": "a,b", "port": "1,2"}, ("b", 2), ("b,a", "2,1")),
    ({"host": "a,b", "port": "1"}, ("b", 1), ("b,a", "1,1")),
    ({"host": "a,b,c"}, ("b", 5432), ("b,a,c", "5432,5432,5432")),
    ({"host": "a,b"}, ("c", 5432), ("a,b", None)),
    ({"host": "a,b", "port": "1,2"}, ("b", 1), ("a,b", "1,2")),
    ({"host": "a", "port": "1"}, ("a", 1), ("a", "1")),
    ({"host": "a,b", "hostaddr": "1.1.1.1,1.1.1.2"}, ("b", 5432), ("a,b", None)),
]


@pytest.mark.parametrize(("said", "found", "order"), FIRST)
def test_the_one_that_was_found_is_asked_first(
    said: Parameters, found: tuple[str, int], order: tuple[object, object]
) -> None:
    changed = beginning_with(said, *found)
    assert (changed["host"], changed.get("port")) == order
