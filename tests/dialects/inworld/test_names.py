import re

import pytest

from greenroom.dialects.inworld.names import (
    CharacterName,
    OperationName,
    parse_character,
    segment,
)
from greenroom.problems import BadName


@pytest.mark.parametrize("text", ["a", "A-b_9", "default", "x" * 61, "018f9c1e-6a52-7d0e-9a6c-2f5f0c6f7a11"])
def test_segments(text: str) -> None:
    assert segment(text) == text


@pytest.mark.parametrize("text", ["", "x" * 62, "a b", "a.b", "é", "a/b", "a\n", "%7Bworkspace_id%7D"])
def test_what_is_no_segment(text: str) -> None:
    with pytest.raises(BadName, match="1 to 61 letters"):
        segment(text)


@pytest.mark.parametrize("text", ["{workspace_id}", "{character_name}", "{workspace_id}}", "x{"])
def test_a_placeholder_is_named(text: str) -> None:
    with pytest.raises(BadName, match=re.escape(f"{text} (replace the placeholder")):
        segment(text)


AXEON = CharacterName("magic_world", "axeon")
RUN = OperationName("magic_world", "axeon", "0b9d3c1e-6a52-4d0e-9a6c-2f5f0c6f7a11")


def test_names_are_written_and_read() -> None:
    assert str(AXEON) == "workspaces/magic_world/characters/axeon"
    assert parse_character(str(AXEON)) == AXEON
    assert (
        str(RUN) == "workspaces/magic_world/characters/axeon/operations/0b9d3c1e-6a52-4d0e-9a6c-2f5f0c6f7a11"
    )


def test_the_singular_is_taken_and_the_case_kept() -> None:
    assert parse_character("workspaces/Magic/character/Axeon") == CharacterName("Magic", "Axeon")


@pytest.mark.parametrize(
    "name",
    [
        "",
        "axeon",
        "workspaces/w/scenes/s",
        "workspaces/w/characters",
        "workspaces/w/characters/",
        "workspaces//characters/c",
        "/workspaces/w/characters/c",
        "workspaces/w/characters/c/operations/o",
        "workspaces/{workspace_id}/characters/c",
    ],
)
def test_what_is_no_character_s_name(name: str) -> None:
    with pytest.raises(BadName):
        parse_character(name)
