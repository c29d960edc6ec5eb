import pytest

from greenroom.kit.pairs import pairs


def test_names_with_their_values() -> None:
    assert pairs(["a=1", " b = x=y "]) == {"a": "1", "b": "x=y"}


@pytest.mark.parametrize("said", ["premium", "=x", "x="])
def test_a_name_or_a_value_alone_is_none(said: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        pairs([said])
