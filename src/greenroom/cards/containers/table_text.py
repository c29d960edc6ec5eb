"""Tables: CSV with a line of names first, read as one object for each row."""

import csv
from io import StringIO
from typing import Any

from greenroom.cards.caps import CHARACTERS, MIB, VALUES
from greenroom.cards.containers.json_text import LATIN
from greenroom.cards.refusals import refused

_LONGEST_HEAD = 8 * 1024
_LONGEST_CELL = MIB


def head_of(data: bytes) -> list[str]:
    """The names in the first line; none where that has no commas."""
    line = data[:_LONGEST_HEAD].removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    return (
        [name.strip().strip('"') for name in line.decode("utf-8", "replace").split(",")]
        if b"," in line
        else []
    )


def decode_table(data: bytes, warnings: list[str]) -> list[dict[str, Any]]:
    """The rows, each with the cells that are not empty.

    Raises:
        BadCard: too_many_characters, too_many_values, or not_recognised for what is no table.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        warnings.append(LATIN)
        text = data.decode("latin-1")
    if text.count(",") > VALUES:
        raise refused("too_many_values", most=VALUES)
    csv.field_size_limit(_LONGEST_CELL)
    rows: list[dict[str, Any]] = []
    try:
        for row in csv.DictReader(StringIO(text, newline=""), restkey="more"):
            if len(rows) == CHARACTERS:
                raise refused("too_many_characters", most=CHARACTERS)
            rows.append({name: cell for name, cell in row.items() if name and cell})
    except csv.Error as error:
        raise refused("not_recognised", found=f"it is a table that can't be read: {error}") from None
    return rows
