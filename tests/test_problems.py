import re

import pytest

from greenroom import problems
from greenroom.problems import ALL, BadValue, Internal, ModelFailed, NotFound, Problem

BRANCHES = {problems.Problem, problems.Invalid, problems.Unauthenticated, problems.Forbidden}
BRANCHES |= {problems.Missing, problems.Conflict, problems.NoReply}


def drawn() -> dict[str, str]:
    """Each name of the tree in the module's docstring, with the name it hangs on."""
    parents: dict[str, str] = {}
    above: list[str] = []
    for line in (problems.__doc__ or "").splitlines():
        if found := re.match(r"    ((?:│   |    )*)(?:[├└]── )?([A-Z]\w+)", line):
            depth = len(found[1]) // 4 + ("──" in line)
            parents[found[2]] = above[depth - 1] if depth else ""
            above[depth:] = [found[2]]
    return parents


def everything(kind: type[Problem] = Problem) -> list[type[Problem]]:
    return [kind, *(below for child in kind.__subclasses__() for below in everything(child))]


def test_the_drawn_tree_is_the_tree() -> None:
    classes = {
        kind.__name__: kind.__mro__[1].__name__ if kind is not Problem else "" for kind in everything()
    }
    assert drawn() == classes


def test_the_closed_list_is_every_leaf() -> None:
    assert {*everything()} - BRANCHES == {*ALL}
    assert len(ALL) == len({*ALL})


def test_all_problems_are_of_this_module() -> None:
    assert {kind.__module__ for kind in everything()} == {problems.__name__}


@pytest.mark.parametrize("kind", everything(), ids=lambda kind: kind.__name__)
def test_every_message_is_made_of_the_fields(kind: type[Problem]) -> None:
    values = [f"<{name}>" for name in kind.fields]
    message = str(kind(*values))
    assert message
    assert "{" not in message
    told = [value for value in values if value in message]
    silent = {  # for programs, not for people
        "BadCard": ["<reason>"],
        "BadParameter": ["<parameter>"],
        "RateLimited": ["<per_minute>"],
    }
    assert told == [value for value in values if value not in silent.get(kind.__name__, [])]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_a_problem_needs_exactly_its_fields(kind: type[Problem]) -> None:
    with pytest.raises(ValueError, match="zip"):
        kind(*range(len(kind.fields) + 1))


def test_braces_in_values_stay_as_they_are() -> None:
    assert str(NotFound("character", "{kind} {0} {")) == "character not found: {kind} {0} {"
    assert str(BadValue("{field}", "must be {}")) == "{field} must be {}"


def test_fields_can_be_read() -> None:
    problem = BadValue("name", "must not be empty")
    assert (problem.field, problem.why) == ("name", "must not be empty")
    assert str(Internal()).startswith("Something went wrong")


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("/srv/models/small.gguf", "small.gguf"),
        (r"C:\models\small.gguf", "small.gguf"),
        ("./small.gguf", "small.gguf"),
        ("mistralai/Mistral-7B", "mistralai/Mistral-7B"),
        ("llama3.2:1b", "llama3.2:1b"),
    ],
)
def test_nobody_is_told_where_on_the_disk_a_model_is(model: str, told: str) -> None:
    assert str(ModelFailed(model, "it fell.")) == f'The language model "{told}" failed: it fell.'
