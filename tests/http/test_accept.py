"""Which form a client prefers."""

import pytest

from greenroom.http.accept import prefers_json

ROWS = [
    ("", False),
    ("*/*", False),
    ("text/html,application/xhtml+xml,*/*;q=0.8", False),
    ("application/json", True),
    ("APPLICATION/JSON", True),
    ("application/json;q=0", False),
    ("application/json; q=0.000, */*", False),
    ("text/html,application/json;q=0.1", False),
    ("text/html;q=0.1,application/json;q=0.2", True),
    ("application/*", True),
    ("application/*;q=0.5, text/html", False),
    ("application/json;charset=utf-8", True),
    ("application/json;charset=utf-8;q=0.3,text/html;q=0.4", False),
    ("nonsense", False),
]


@pytest.mark.parametrize(("accept", "json"), ROWS)
def test_json_is_given_to_who_prefers_it(accept: str, *, json: bool) -> None:
    assert prefers_json(accept) is json


@pytest.mark.timeout(60)  # a pattern that began again at each letter would take hours
@pytest.mark.parametrize("accept", ["a" * 1_000_000, "a/" * 500_000, ";q=" * 300_000, "," * 1_000_000])
def test_a_long_header_is_read_like_any_other(accept: str) -> None:
    assert not prefers_json(accept)
