"""Parsing, as seen from outside: trees, blanks, and what loading costs whom."""

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from greenroom.dialects.kit.filters import parse
from greenroom.dialects.kit.filters.tree import (
    Call,
    Conjunction,
    Disjunction,
    Member,
    Negation,
    Restriction,
    Word,
)


def literal(text: str, position: int) -> Restriction:
    return Restriction(Member((Word(text, position),)))


TREES = [
    ("", Conjunction(())),
    (" a ", literal("a", 2)),
    ("a AND b OR c", Conjunction((literal("a", 1), Disjunction((literal("b", 7), literal("c", 12)))))),
    (
        "a b c AND d",
        Conjunction((Conjunction((literal("a", 1), literal("b", 3), literal("c", 5))), literal("d", 11))),
    ),
    (
        "-a NOT  b",
        Conjunction((Negation(Word("-", 1), literal("a", 2)), Negation(Word("NOT", 4), literal("b", 9)))),
    ),
    (
        "x.AND.'y z'  != -4.5",
        Restriction(
            Member((Word("x", 1), Word("AND", 3), Word("y z", 7, quoted=True))),
            Word("!=", 14),
            Member((Word("-4", 17), Word("5", 20))),
        ),
    ),
    ("f(a,(b))", Restriction(Call(Member((Word("f", 1),)), (Member((Word("a", 3),)), literal("b", 6))))),
    ("m:(-5)", Restriction(Member((Word("m", 1),)), Word(":", 2), Negation(Word("-", 4), literal("5", 5)))),
    ("ANDROID", literal("ANDROID", 1)),
    ("NOTE", literal("NOTE", 1)),
    ("or", literal("or", 1)),
    ("a-b/c_*@;{}[]&|+?\\", literal("a-b/c_*@;{}[]&|+?\\", 1)),
]

BLANKS = [
    ("mood.joy = 40", "bea"),
    ("mood.joy\t=\n40", "bea"),
    ("mood.joy =40", "bea"),
    ("mood.joy= 40", "bea"),
    ("  mood.joy=40  ", "bea"),
    ("mood.joy=40\u3000AND\xa0mood.fear=5", "bea"),
    ("  \t\r\n", "axeon bea nobody"),
    ("\u3000\xa0", "axeon bea nobody"),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_a_text_has_a_tree(text: str, tree: object) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize(("text", "names"), BLANKS)
def test_blanks_are_free_here(text: str, names: str, matched: Callable[[str], str]) -> None:
    assert matched(text) == names


def test_the_parser_generator_is_not_loaded_before_the_first_filter() -> None:
    program = """
import sys
from greenroom.dialects.kit.filters import Language, compile_filter
compile_filter(" ", Language(fields={}))
assert not [name for name in sys.modules if name.partition(".")[0] == "lark"]
assert compile_filter("a", Language(fields={}, searched=("a",))).matches({"a": "a"})
assert "lark" in sys.modules
"""
    subprocess.run([sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}\n{program}"], check=True)


def test_many_threads_may_parse_at_once() -> None:
    text = 'a.AND = -5 AND NOT (b OR "c") -d'
    trees: list[object] = []
    together = threading.Barrier(8)

    def run() -> None:
        together.wait()
        trees.append(parse(text))

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert trees == [parse(text)] * 8
