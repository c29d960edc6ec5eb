"""The dialects of this server as a command sees them."""

from greenroom.app import vendors
from greenroom.cli.dialects import all_dialects


def test_our_own_comes_first_and_then_every_vendor() -> None:
    assert [*all_dialects()] == ["native", *(dialect.name for dialect in vendors())]


def test_the_example_of_each_is_a_request_that_it_answers() -> None:
    for dialect in all_dialects().values():
        paths = [route.path for route in dialect.routes if route.method == "GET" and not route.alias]
        assert any(answers(path, dialect.example) for path in paths), dialect.name


def answers(path: str, example: str) -> bool:
    """Whether a route's path, with its {placeholders}, is that of the example."""
    steps, said = path.split("/"), example.split("/")
    return len(steps) == len(said) and all(
        step in (word, f"{{{step[1:-1]}}}") for step, word in zip(steps, said, strict=True)
    )
