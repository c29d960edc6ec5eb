"""The fields of a card and the character, as a table. Pure.

The wire is a whole V3 card: its fields stand under `data`, and unknown keys lie where they were found, so the unknown
layer may hold keys of the root, and under `data` keys of that.
"""

from msgspec import UNSET

from greenroom.cards.lorebook import LOREBOOK, SURFACE
from greenroom.characters.codecs import BLOCKS, LIST, Codec
from greenroom.characters.lens import Field, Kept, Lens, Output

V3 = "chara_card_v3"

PRESENT = Codec(lambda core, _: UNSET if core is None else core, lambda wire, _old, _: wire)
"""A text that is None in the core where it is absent on the wire."""

FIRST = Codec(lambda core, _: core or "", lambda wire, _old, _: wire or None, "mapped")
"""The first greeting: cards must have the key, so an empty text says that there is none."""

CARD = Lens(
    SURFACE,
    [
        Output("spec", lambda _record, _: V3),
        Output("spec_version", lambda _record, _: "3.0"),
        Field("data.name", "name"),
        Field("data.description", "prompt.definition"),
        Field("data.personality", "prompt.personality"),
        Field("data.scenario", "prompt.scenario"),
        Field("data.first_mes", "greetings.first", FIRST),
        Field("data.mes_example", "examples", BLOCKS),
        Field("data.creator_notes", "blurb"),
        Field("data.system_prompt", "prompt.system"),
        Field("data.post_history_instructions", "prompt.post_history"),
        Field("data.alternate_greetings", "greetings.alternates", LIST),
        Field("data.character_book", "knowledge.lorebook", LOREBOOK),
        Field("data.tags", "tags", LIST),
        Kept("data.creator", ""),
        Kept("data.character_version", ""),
        Kept("data.extensions", {}),
        Field("data.nickname", "nickname", PRESENT),
        Kept("data.creator_notes_multilingual"),
        Kept("data.source"),
        Field("data.group_only_greetings", "greetings.group_only", LIST),
        Kept("data.creation_date"),
        Kept("data.modification_date"),
        Kept("data.assets"),
    ],
)
