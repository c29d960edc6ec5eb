from itertools import count

import pytest
from msgspec.structs import replace

from greenroom.characters.model import Character, Record, blank_record
from greenroom.dialects.kit.views import Views, view_key

RECORD = replace(
    blank_record("account", "ada", 1), character_id="id", revision=1, character=Character(name="Nora")
)
CHANGES: list[dict[str, object]] = [
    {"account_id": "other"},
    {"character_id": "other"},
    {"revision": 2},
    {"live_revision": 1},
    {"share_id": "AAAAAAAAAA"},
    {"message_count": 1},
    {"used_count": 1},
    {"talked_at": 1},
    {"handle": "eve"},
    {"container": "elsewhere"},
    {"address": "nora"},
]


def test_a_view_is_rendered_once() -> None:
    views, rendered = Views(), count()
    for _ in range(3):
        assert views.render("one", RECORD, lambda: next(rendered)) == b"0"


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_whatever_a_view_depends_on_makes_another(change: dict[str, object]) -> None:
    views, rendered = Views(), count()
    views.render("one", RECORD, lambda: next(rendered))
    assert views.render("one", replace(RECORD, **change), lambda: next(rendered)) == b"1"
    assert views.render("one", RECORD, lambda: next(rendered)) == b"0"


def test_surfaces_have_their_own() -> None:
    assert view_key("one", RECORD) != view_key("other", RECORD)


def test_no_field_of_a_record_was_forgotten() -> None:
    """Times change with revisions alone, and the documents are what revisions number."""
    follow = {"created_at", "updated_at", "character"}
    assert {name for change in CHANGES for name in change} | follow == set(Record.__struct_fields__)


def test_memory_is_bounded_and_the_oldest_goes_first() -> None:
    views = Views()
    for number in range(1000):
        views.keep(("key", number), b"x" * 60_000)
    held = [number for number in range(1000) if views.get(("key", number))]
    assert held == list(range(1000 - len(held), 1000))
    assert 200 < len(held) <= 16 * 2**20 // 60_000


def test_a_very_large_view_is_not_kept() -> None:
    views = Views()
    views.keep(("key",), b"x" * 100_000)
    assert views.get(("key",)) is None


def test_a_view_that_is_not_to_be_kept_is_rendered_again() -> None:
    views, rendered = Views(), count()
    assert [views.render("one", RECORD, lambda: next(rendered), keep=False) for _ in range(2)] == [b"0", b"1"]
