import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.inworld.names import (
    CharacterName,
    OperationName,
    parse_character,
    segment,
    slug,
    suffixed,
)
from greenroom.problems import BadName

SLUGS = [
    ("Axeon the Enchanted", "axeon_the_enchanted"),
    ("Dr. No", "dr_no"),
    ("Élodie Ångström", "elodie_angstrom"),
    ("İstanbul", "istanbul"),
    ("a  b", "a__b"),
    ("R2-D2_x", "r2-d2_x"),
    ("tab\there", "tabhere"),
    ("猫", "character"),
    ("", "character"),
    ("...", "character"),
    (" ", "_"),
    ("x" * 60, "x" * 55),
    ("Ж" * 60 + "a", "a"),
]


@pytest.mark.parametrize(("given_name", "expected"), SLUGS)
def test_a_slug_is_made_from_the_given_name(given_name: str, expected: str) -> None:
    assert slug(given_name) == expected


@given(st.text())
def test_every_slug_is_a_segment_with_or_without_its_suffix(given_name: str) -> None:
    made = slug(given_name)
    assert segment(made) == made
    assert segment(suffixed(made, lambda letters: letters[-1])) == f"{made}-zzzzz"


@given(st.text())
def test_a_slug_stays_as_it_is(given_name: str) -> None:
    assert slug(slug(given_name)) == slug(given_name)


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
