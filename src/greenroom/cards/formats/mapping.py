"""From the fields of another format to those of a card: what has a place there is put there, and the rest is kept beside.

The rest stands in the card's extensions under the format's name, so whatever is written again still has it.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from greenroom.cards.imported import Contents, Found, Line
from greenroom.cards.lens import V3
from greenroom.cards.reader import read
from greenroom.cards.report import fate_of
from greenroom.cards.secrets import TAKEN, without_secrets
from greenroom.cards.values import text, texts
from greenroom.characters.losses import Loss

_MAPPED = "became {field}"
_KEPT = "has no field in a card; it is kept in extensions.{name}"
_TURN = re.compile(r"(?mi)^[ \t]*(<START>|\{\{(char|user)\}\}:|[A-Z][\w .'-]{0,30}: )")
_BRACES = re.compile(r"(?<!\{)\{(character|char|user|player)\}(?!\})", re.IGNORECASE)


def mapped(
    name: str,
    value: Mapping[str, Any],
    data: Mapping[str, Any],
    used: Mapping[str, str],
    *,
    avatar: bytes | None = None,
    secret: Collection[str] = (),
    also: Collection[str] = (),
) -> Found:
    """The character whose card has this `data`, made of a value of a format.

    `used` says which keys of the value became which fields; all others go to the extensions, but for secrets, as those of
    the keys in `secret`, and so do those in `also`, which say more than their fields.
    """
    notes = [Loss(key, TAKEN) for key in secret if not is_blank(value.get(key))]
    bare = without_secrets({key: part for key, part in value.items() if key not in secret}, "", notes)
    rest = {
        key: part for key, part in bare.items() if (key not in used or key in also) and not is_blank(part)
    }
    extensions = {**(data.get("extensions") or {}), **({name: rest} if rest else {})}
    said = {key: part for key, part in data.items() if part is not None}
    reading = read({"spec": V3, "spec_version": "3.0", "data": {**said, "extensions": extensions}})
    lines = [
        Line(key, "mapped", _MAPPED.format(field=field))
        for key, field in used.items()
        if field and not is_blank(value.get(key))
    ]
    lines += [Line(key, "extension", _KEPT.format(name=name)) for key in rest if key not in used]
    lines += [Line(note.field, fate_of(note.why), note.why) for note in (*notes, *reading.notes)]
    return Found(reading.character, "card", name, tuple(lines), avatar=avatar)


def one(found: Found) -> Contents:
    """The contents of a file of one character."""
    return Contents((found,))


def is_blank(value: Any) -> bool:
    """Whether a value says nothing."""
    return value is None or value in ("", [], {})


def words(*parts: Any, between: str = "\n\n") -> str:
    """Texts, or lists of them, in one text; what says nothing is left out."""
    return between.join(said for part in parts if not is_blank(part) and (said := text(part)).strip())


def line(values: Any) -> str:
    """A list of words with commas between them."""
    return ", ".join(texts(values)) if not is_blank(values) else ""


def has_turns(said: str) -> bool:
    """Whether a text has speakers before its lines, as example conversations do."""
    return _TURN.search(said) is not None


def double_braces(said: str) -> str:
    """A text with `{character}` and `{user}` as cards write them."""
    return _BRACES.sub(
        lambda found: "{{user}}" if found[1].lower() in ("user", "player") else "{{char}}", said
    )


def dialogue(turns: Iterable[tuple[str, str]]) -> str:
    """An example conversation of speakers and what they say."""
    said = [f"{speaker}: {words}" for speaker, words in turns if words.strip()]
    return "\n".join(["<START>", *said]) if said else ""
