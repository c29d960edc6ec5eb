"""Why a file is refused: the closed list of reasons, each with its sentence.

Every refusal is a `BadCard` with one of these codes. A refusal concerns one file, or one part of an archive.
"""

from collections.abc import Mapping

from greenroom.problems import BadCard

REASONS: Mapping[str, str] = {
    "empty": "it is empty",
    "too_large": "it is larger than {limit} MiB, the most that is read of {kind}",
    "no_card": "there is no card in this file, which is {kind}",
    "not_recognised": "none of the formats that are read here; {found}",
    "unsupported": "it is {kind}, which is recognised, and not read here",
    "truncated": "it ends in the middle of what holds the card",
    "unreadable_chunk": "what should be its card can't be read: {why}",
    "chunk_too_long": "a chunk of it says that it is longer than the file can be",
    "too_many_chunks": "it is made of more than {most} chunks",
    "inflates_too_much": "a part of it unfolds to more than {limit} MiB",
    "picture_too_large": "its header says that it measures {width} × {height} pixels",
    "not_json": "it is not JSON: {why}",
    "bad_number": "it holds {number}, for which JSON has no text",
    "too_many_values": "it holds more than {most:,} values",
    "too_long_a_list": "a list in it has more than {most:,} items",
    "too_deep": "it is nested deeper than {most} levels",
    "not_yaml": "it is neither JSON nor YAML: {why}",
    "too_many_aliases": "its YAML aliases stand for more than {most:,} values",
    "cycle": "it refers to itself",
    "bad_archive": "its archive can't be read: {why}",
    "encrypted": "its archive is encrypted",
    "too_many_entries_in_archive": "its archive has more than {most:,} entries",
    "archive_bomb": "its archive unfolds to far more than it should: {why}",
    "not_an_object": "it is not a JSON object",
    "lorebook": "it is a lorebook",
    "not_a_card": "none of a card's texts is in it; its keys are {keys}",
    "no_name": "it has no name",
    "too_many_entries": "its lorebook has more than {most} entries",
    "bad_value": "{why}",
    "too_many_characters": "it holds more than {most:,} characters",
}
"""Code → sentence, with what it tells in braces."""


def refused(reason: str, **told: object) -> BadCard:
    """The refusal for a reason of the list."""
    return BadCard(reason, REASONS[reason].format_map(told))
