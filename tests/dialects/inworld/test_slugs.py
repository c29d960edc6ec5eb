import pytest
from hypothesis import given
from hypothesis import strategies as st

from greenroom.dialects.inworld.names import segment
from greenroom.dialects.inworld.slugs import slug, suffixed

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
