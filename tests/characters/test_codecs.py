from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.characters.codecs import (
    BLOCKS,
    LIST,
    SAME,
    Codec,
    Context,
    avatar,
    avatar_link,
    media_link,
    words,
)

HERE = Context("https://here.example")
AGE = words(
    {"child": "YOUNG", "teenager": "YOUNG", "adult": "GROWN"},
    unset="UNSPECIFIED",
    back={"YOUNG": "child"},
)
PICTURE = "0123456789abcdefghijklmn"
LINK = f"https://here.example/media/{PICTURE}.webp"
DEFAULT_LINK = "https://here.example/media/default.webp"


@pytest.mark.parametrize(
    ("codec", "core", "wire"),
    [
        (SAME, "text", "text"),
        (SAME, 7, 7),
        (LIST, ("a", "b"), ["a", "b"]),
        (LIST, (), []),
        (AGE, "child", "YOUNG"),
        (AGE, "adult", "GROWN"),
        (AGE, "", "UNSPECIFIED"),
        (BLOCKS, (), ""),
        (BLOCKS, ("Hello.",), "Hello."),
        (BLOCKS, ("<START>\nHello.",), "<START>\nHello."),
        (BLOCKS, ("<START>\na", "<START>\nb"), "<START>\na\n<START>\nb"),
        (BLOCKS, ("<START>a", "<START>"), "<START>a\n<START>"),
        (avatar(""), PICTURE, LINK),
        (avatar(""), "", ""),
        (avatar(None), PICTURE, LINK),
        (avatar(None), "", DEFAULT_LINK),
    ],
)
def test_both_ways(codec: Codec, core: Any, wire: Any) -> None:
    assert codec.show(core, HERE) == wire
    assert codec.put(wire, None, HERE) == core


@pytest.mark.parametrize(
    ("codec", "core", "wire"),
    [
        (AGE, "teenager", "YOUNG"),
        (AGE, "elderly", "UNSPECIFIED"),
        (BLOCKS, ("a", "b"), "<START>\na\n<START>\nb"),
        (BLOCKS, ("<START>a", "b"), "<START>a\n<START>\nb"),
        (BLOCKS, ("",), ""),
        (avatar_link(""), PICTURE, LINK),
        (avatar_link("none"), "", "none"),
    ],
)
def test_shown_less_exactly(codec: Codec, core: Any, wire: Any) -> None:
    assert codec.show(core, HERE) == wire
    assert codec.kind == "mapped"


@pytest.mark.parametrize(
    ("codec", "wire", "old", "core"),
    [
        (AGE, "YOUNG", "teenager", "child"),
        (AGE, "ANCIENT", "adult", ""),
        (AGE, 3, "adult", ""),
        (AGE, ["YOUNG"], "adult", ""),
        (BLOCKS, "Hello.\n<START>\nBye.", (), ("Hello.\n<START>\nBye.",)),
        (BLOCKS, "a <START> b", (), ("a <START> b",)),
        (avatar(""), LINK, "other", PICTURE),
        (avatar(None), DEFAULT_LINK, PICTURE, ""),
        (avatar_link(""), "https://elsewhere.example/a.png", PICTURE, PICTURE),
        (avatar_link(""), "", PICTURE, ""),
    ],
)
def test_put_over_an_old_value(codec: Codec, wire: Any, old: Any, core: Any) -> None:
    assert codec.put(wire, old, HERE) == core


def test_a_vocabulary_is_exact_only_where_both_sides_cover_each_other() -> None:
    assert words({"a": "A", "b": "B"}).kind == "exact"
    assert words({"a": "A"}, unset=None).show("", HERE) is None
    assert words({"a": "A", "b": "A"}).kind == "mapped"
    assert words({"a": "A"}, back={"X": "a"}).kind == "mapped"


@given(st.text(max_size=30) | st.lists(st.sampled_from(["<START>", "\n", "a", " "]), max_size=9).map("".join))
def test_examples_come_back_as_the_same_text(text: str) -> None:
    assert BLOCKS.show(BLOCKS.put(text, (), HERE), HERE) == text


@given(st.text(max_size=30) | st.lists(st.sampled_from(["<START>", "\n", "a", " "]), max_size=9).map("".join))
def test_blocks_of_one_text_are_cut_the_same_way_again(text: str) -> None:
    blocks = BLOCKS.put(text, (), HERE)
    assert BLOCKS.put(BLOCKS.show(blocks, HERE), (), HERE) == blocks


def test_pictures_are_linked_at_the_public_address() -> None:
    assert media_link(PICTURE, HERE) == LINK
