"""Passwords within addresses."""

import pytest

from greenroom.kit.passwords import without_passwords

ROWS = [
    ("postgresql://me:hush@db/greenroom", "postgresql://me:…@db/greenroom"),
    ("postgresql:/me:hush@db/greenroom", "postgresql:/me:…@db/greenroom"),
    ("postgresql://db/greenroom?password=hush&port=1", "postgresql://db/greenroom?password=…&port=1"),
    ("postgresql://me@db:5432/greenroom", "postgresql://me@db:5432/greenroom"),
    ("a/folder/greenroom.db", "a/folder/greenroom.db"),
]


@pytest.mark.parametrize(("text", "shown"), ROWS)
def test_nobody_sees_one(text: str, shown: str) -> None:
    assert without_passwords(text) == shown
