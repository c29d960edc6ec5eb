"""What is kept within so many bytes."""

from greenroom.kit.bounded import Bounded


def test_what_is_kept_is_found() -> None:
    kept = Bounded[str](10)
    assert kept.get("one") is None
    kept.keep("one", "value", 3)
    assert kept.get("one") == "value"


def test_the_oldest_goes_first() -> None:
    kept = Bounded[int](10)
    for number in range(5):
        kept.keep(number, number, 4)
    assert [kept.get(number) for number in range(5)] == [None, None, None, 3, 4]


def test_what_is_kept_stays_as_it_was() -> None:
    kept = Bounded[str](10)
    kept.keep("one", "first", 6)
    kept.keep("one", "second", 6)
    kept.keep("other", "value", 4)
    assert (kept.get("one"), kept.get("other")) == ("first", "value")


def test_what_does_not_fit_by_itself_is_not_kept() -> None:
    kept = Bounded[str](10)
    kept.keep("large", "value", 11)
    assert kept.get("large") is None
    kept.keep("small", "value", 10)
    assert kept.get("small") == "value"
