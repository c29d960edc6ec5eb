from tests.characters.conftest import GARDEN

from greenroom.characters.naming import Derived, Naming


def test_only_at_home_a_name_follows_from_the_id() -> None:
    derived = Derived(str.upper, str.lower)
    pasture = Naming("pasture", "Meadow", GARDEN.proposals, derived=derived)
    assert pasture.derived_name("nora", "meadow") == "NORA"
    assert pasture.derived_name("nora", "hills") is None
    assert GARDEN.derived_name("nora", "beds") is None
