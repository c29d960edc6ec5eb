from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, Struct

from greenroom.dialects.kit.conversion import checker, convert
from greenroom.problems import BadValue

Name = Annotated[str, Meta(min_length=1, max_length=3, pattern=r"\S")]
Names = Annotated[list[Name], Meta(min_length=2, max_length=3)]


class Thing(Struct, forbid_unknown_fields=True):
    name: Name
    names: Names | None = None
    flag: bool = False
    number: int | float = 0
    word: Literal["one", "two"] = "one"
    inner: "Thing | None" = None


FAULTS: list[tuple[Any, str, str]] = [
    ({}, "name", "is required"),
    ({"name": 5}, "name", "must be a string, not a whole number"),
    ({"name": None}, "name", "must be a string, not null"),
    ({"name": ""}, "name", "must have at least 1 character"),
    ({"name": "abcd"}, "name", "must have at most 3 characters"),
    ({"name": "  "}, "name", "must not be blank"),
    ({"name": "a", "names": "b"}, "names", "must be an array or null, not a string"),
    ({"name": "a", "names": ["b"]}, "names", "must have at least 2 items"),
    ({"name": "a", "names": ["b", 5]}, "names[1]", "must be a string, not a whole number"),
    ({"name": "a", "flag": "yes"}, "flag", "must be true or false, not a string"),
    ({"name": "a", "flag": {}}, "flag", "must be true or false, not an object"),
    ({"name": "a", "number": []}, "number", "must be a whole number or a number, not an array"),
    ({"name": "a", "word": "three"}, "word", "is not one of the values that are allowed here"),
    ({"name": "a", "nmae": 1}, "nmae", "is not a field that can be given here"),
    ({"name": "a", "inner": {"name": 1}}, "inner.name", "must be a string, not a whole number"),
    ({"name": "a", "inner": {}}, "inner.name", "is required"),
    ([], "body", "must be an object, not an array"),
]


@pytest.mark.parametrize(("value", "field", "why"), FAULTS, ids=[f"{row[1]} {row[2]}" for row in FAULTS])
def test_what_does_not_fit_is_told_by_its_path_in_plain_words(value: Any, field: str, why: str) -> None:
    with pytest.raises(BadValue) as problem:
        convert(value, Thing)
    assert (problem.value.field, problem.value.why) == (field, why)


def test_a_path_begins_below_the_field_that_is_converted() -> None:
    with pytest.raises(BadValue, match=r"things\[0\]\.name is required"):
        convert([{}], list[Thing], "things")
    with pytest.raises(BadValue, match=r"^name must"):
        convert(5, Name, "name")


def test_what_fits_is_given_back() -> None:
    assert convert({"name": "a", "inner": {"name": "b"}}, Thing) == Thing("a", inner=Thing("b"))


@pytest.mark.parametrize("value", [None, "", "abcd", "  ", 5, []])
def test_a_checker_says_what_converting_says(value: Any) -> None:
    with pytest.raises(BadValue) as problem:
        convert(value, Name, "name")
    with pytest.raises(BadValue) as again:
        checker(Name)(value, "name")
    assert str(again.value) == str(problem.value)


def test_a_form_that_has_no_words_of_its_own_is_told_too() -> None:
    with pytest.raises(BadValue, match=r"^code is not of the form that is asked for here$"):
        checker(Annotated[str, Meta(pattern="^[a-z]+$")])("A1", "code")


def test_a_checker_gives_what_fits() -> None:
    assert checker(Name)("abc", "name") == "abc"
    assert checker(tuple[float, ...])([1, 2.5], "numbers") == (1.0, 2.5)


RANGES: list[tuple[Any, Any, str]] = [
    (Annotated[int, Meta(ge=-1, le=5_000)], 5_001, "must be at most 5,000"),
    (Annotated[int, Meta(ge=-1, le=5_000)], -2, "must be at least -1"),
    (Annotated[float, Meta(ge=0, le=0.5)], 0.75, "must be at most 0.5"),
]


@pytest.mark.parametrize(("kind", "value", "why"), RANGES)
def test_a_number_out_of_range_is_told_the_range(kind: Any, value: Any, why: str) -> None:
    with pytest.raises(BadValue) as problem:
        convert(value, kind, "x")
    assert problem.value.why == why
