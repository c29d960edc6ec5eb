"""Files that were changed at random, through every reader: each is read, or refused with a reason, quickly and in little memory.

`GREENROOM_LONG=1` changes a million in place of some hundreds.
"""

import os
import resource
import time
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace
from tests.cards.corpus import V2, V3, archive, png, t_text, text, webp
from tests.cards.test_file import BYAF, ELSEWHERE, FOREIGN, FORMATS, INWORLD, PNG, VOXPKG, read

from greenroom.cards.exported import Materials
from greenroom.cards.exports import EXPORTS
from greenroom.cards.refusals import REASONS
from greenroom.characters.codecs import Context
from greenroom.characters.model import blank_record
from greenroom.problems import BadCard

LONG = os.environ.get("GREENROOM_LONG") == "1"
ROUNDS = 1_000_000 if LONG else 3_000
SECOND = 1_000_000_000
MOST_GROWTH = 400 * 1024  # KiB
SEEDS = [row.data for row in (*PNG, *ELSEWHERE, *FOREIGN)]
WORDS = (
    *(b"\0", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"{", b"}", b"[", b'"', b"null", b"1e999", b"NaN"),
    *(b"\\ud800", b"PK\x05\x06", b"PK\x01\x02", b"tEXt", b"IEND", b"chara\0", b"*a", b"&a", b"- ", b"\n"),
    *(b"data", b"spec", b"entries", b"keys", b"assets", b"embeded://", b"../", b"extensions", b"true", b"-1"),
)


def changed(data: bytes, chance: Random) -> bytes:
    """A file with one to a few of its places broken."""
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not out:
            break
        at = chance.randrange(len(out))
        length = chance.choice((1, 2, 4, 40))
        match chance.randrange(6):
            case 0:
                out[at] ^= 1 << chance.randrange(8)
            case 1:
                del out[at : at + length]
            case 2:
                out[at:at] = out[at : at + length] * chance.choice((1, 2, 50))
            case 3:
                out[at : at + length] = chance.choice(WORDS)
            case 4:
                out[at:at] = chance.choice(WORDS)
            case _:
                del out[at:]
    return bytes(out)


@pytest.mark.timeout(0 if LONG else 120)
def test_whatever_is_changed_is_read_or_refused() -> None:
    seed = int.from_bytes(os.urandom(4), "big")
    chance = Random(seed)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    reasons: set[str] = set()
    for number in range(ROUNDS):
        data = changed(chance.choice(SEEDS), chance)
        began = time.process_time_ns()
        try:
            read(data)
        except BadCard as problem:
            reasons.add(problem.reason)
        except Exception as error:
            raise AssertionError(f"seed {seed}, file {number}: {data[:2000]!r}") from error
        assert time.process_time_ns() - began < SECOND, (seed, number)
    assert reasons <= REASONS.keys()
    assert len(reasons) > 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH


VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    1.5,
    True,
    "",
    "x",
    [],
    ["x"],
    [1, None],
    {},
    {"x": 1},
    [{}],
    [[[]]],
    "a,b",
    10**30,
)


ARCHIVES: tuple[dict[str, Any], ...] = (BYAF, VOXPKG, {"card.json": V3}, {"a.json": V2, "b.json": INWORLD})


def replaced(value: Any, chance: Random) -> Any:
    """A value with one thing in it that is of another kind than it was."""
    if isinstance(value, dict) and value and chance.random() < 0.9:
        key = chance.choice(list(value))
        return {**value, key: replaced(value[key], chance)}
    if isinstance(value, list) and value and chance.random() < 0.9:
        at = chance.randrange(len(value))
        return [*value[:at], replaced(value[at], chance), *value[at + 1 :]]
    return chance.choice(VALUES)


@pytest.mark.timeout(0 if LONG else 120)
def test_what_is_read_of_odd_values_can_be_written() -> None:
    from tests.cards.test_exports import FULL  # noqa: PLC0415 - which imports much
    from tests.cards.test_file import CONVAI, INWORLD, NPC, REPLR, ROLEPLAY  # noqa: PLC0415 - as above
    from tests.cards.test_maps import MAPS  # noqa: PLC0415 - as above

    seed = int.from_bytes(os.urandom(4), "big")
    chance = Random(seed)
    values = [
        V2,
        V3,
        FULL,
        INWORLD,
        CONVAI,
        REPLR,
        ROLEPLAY,
        NPC,
        *(row.data for row in MAPS if isinstance(row.data, dict)),
    ]
    reasons: set[str] = set()
    for number in range(ROUNDS // (50 if LONG else 10)):
        value = replaced(replaced(chance.choice(values), chance), chance)
        packed = chance.choice(ARCHIVES)
        try:
            read(archive({name: replaced(part, chance) for name, part in packed.items()}))
        except BadCard as problem:
            reasons.add(problem.reason)
        try:
            found = read(text(value))
            for one in found.characters:
                record = replace(blank_record("", "", 0), character=one.character)
                for write in EXPORTS.values():
                    write(
                        record,
                        Context(""),
                        Materials(picture=png(), icon=png(), assets=one.assets, like=one.card),
                        0,
                    )
                for form in FORMATS:
                    assert form.write
                    form.write(record, Context(""))
        except BadCard as problem:
            reasons.add(problem.reason)
        except Exception as error:
            raise AssertionError(f"seed {seed}, value {number}: {value!r}") from error
    assert reasons <= REASONS.keys()


@pytest.mark.parametrize(
    "data",
    [png(t_text("ccv3", V3), t_text("chara", V2)), archive({"card.json": V3}), webp(text(V2)), text(V2)],
    ids=["png", "charx", "webp", "json"],
)
def test_cut_off_anywhere(data: bytes) -> None:
    reasons: set[str] = set()
    for end in range(len(data)):
        try:
            read(data[:end])
        except BadCard as problem:
            reasons.add(problem.reason)
    assert reasons <= REASONS.keys()
