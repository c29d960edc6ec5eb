"""How much of a file is looked at, and how much it may unfold to. Bytes, unless said otherwise."""

MIB = 1024 * 1024

MOST_OF_ANY = 64 * MIB
MOST_OF_ARCHIVE = 64 * MIB
MOST_OF_PICTURE = 32 * MIB
MOST_OF_TEXT = 16 * MIB

TEXT_CHUNK = 16 * MIB
"""One text chunk of a picture, after inflating."""

ALL_TEXT_CHUNKS = 48 * MIB
"""All of them together."""

CHUNKS = 50_000
"""Chunks of a picture."""

LONGEST_CHUNK = 2**31 - 1
"""What the specification of PNG lets a chunk have."""

WIDEST = 1_000_000
"""Pixels a side: no picture is so large. What is too large to decode is another question."""

ENTRIES = 2_000
UNFOLDED = 512 * MIB
RATIO, RATIO_FROM = 100, MIB
DIRECTORY = 2 * MIB
"""What an archive may have: entries, bytes when unfolded, bytes unfolded for each packed one beyond a size, its directory."""

PICTURES = 128 * MIB
"""Pictures with cards in an archive of files; their values are all together no more than one text may have."""

ASSET = 50 * MIB

DEEPEST = 64
"""Levels of objects and arrays."""

VALUES = 800_000
"""Values in a text."""

ITEMS, VALUES_OF_A_BODY = 10_000, 250_000
"""Items of one list, and values in all, where a dialect reads a body field by field."""

ALIASED = 1_000
"""Values that YAML aliases may stand for."""

YAML_EVENTS = 100_000
"""Values in a YAML text, whose reader is slow."""

CHARACTERS = 2_000
"""Characters in one file."""
