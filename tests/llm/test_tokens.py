import pytest

from greenroom.llm.model import Count
from greenroom.llm.tokens import estimate


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("a", 1), ("abc", 1), ("abcd", 2), ("猫", 1), ("\ud800", 1)]
)
def test_an_estimate_is_a_third_of_the_bytes(text: str, tokens: int) -> None:
    assert estimate(text) == Count(tokens, exact=False)
