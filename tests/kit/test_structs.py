from typing import Any

import pytest
from msgspec import Struct
from msgspec.json import encode

from greenroom.kit.structs import differing_paths, put_paths


class Leaf(Struct, frozen=True, omit_defaults=True):
    size: int = 0
    words: tuple[str, ...] = ()


class Branch(Struct, frozen=True, omit_defaults=True):
    left: Leaf = Leaf()
    right: Leaf | None = None


class Tree(Struct, frozen=True, omit_defaults=True):
    name: str = ""
    branch: Branch = Branch()
    leaf: Leaf = Leaf()


@pytest.mark.parametrize(
    ("changes", "tree"),
    [
        ({"name": "oak"}, Tree(name="oak")),
        ({"leaf.size": 2}, Tree(leaf=Leaf(2))),
        ({"branch.left.size": 3}, Tree(branch=Branch(left=Leaf(3)))),
        (
            {"branch.left.size": 3, "branch.left.words": ("a",), "name": "oak"},
            Tree(name="oak", branch=Branch(left=Leaf(3, ("a",)))),
        ),
        ({"branch.right": Leaf(1)}, Tree(branch=Branch(right=Leaf(1)))),
        ({"branch.right": Leaf(1), "branch.right.size": 4}, Tree(branch=Branch(right=Leaf(4)))),
    ],
)
def test_values_are_put_at_paths(changes: dict[str, Any], tree: Tree) -> None:
    assert put_paths(Tree(), changes) == tree


def test_putting_nothing_gives_the_same_object() -> None:
    tree = Tree()
    assert put_paths(tree, {}) is tree


def test_what_equals_its_default_becomes_that_default() -> None:
    tree = put_paths(
        Tree("oak", Branch(Leaf(3)), Leaf(2)), {"name": "", "branch.left": Leaf(0), "leaf.size": 0.0}
    )
    assert (tree.branch is Tree().branch, tree.leaf is Tree().leaf) == (True, True)
    assert encode(tree) == b"{}"


def test_what_is_not_named_stays_the_same_object() -> None:
    tree = Tree()
    assert put_paths(tree, {"leaf.size": 1}).branch is tree.branch


@pytest.mark.parametrize(
    ("other", "paths"),
    [
        (Tree(), []),
        (Tree(name="oak"), ["name"]),
        (Tree(leaf=Leaf(1, ("a",))), ["leaf.size", "leaf.words"]),
        (Tree(branch=Branch(left=Leaf(1), right=Leaf(1))), ["branch.left.size", "branch.right"]),
    ],
)
def test_differing_paths_are_told_down_to_the_first_value(other: Tree, paths: list[str]) -> None:
    assert list(differing_paths(Tree(), other)) == paths


def test_structs_that_count_as_values_are_not_looked_into() -> None:
    other = Tree(branch=Branch(left=Leaf(1)), leaf=Leaf(2))
    assert list(differing_paths(Tree(), other, (Leaf,))) == ["branch.left", "leaf"]


def test_putting_the_differing_paths_gives_the_other() -> None:
    other = Tree("oak", Branch(Leaf(1, ("x",)), Leaf(2)), Leaf(0, ("y",)))
    changes: dict[str, Any] = {}
    for path in differing_paths(Tree(), other):
        value: Any = other
        for name in path.split("."):
            value = getattr(value, name)
        changes[path] = value
    assert put_paths(Tree(), changes) == other
