"""Parsing: from a filter's text to its tree."""

from greenroom.dialects.kit.filters.tokens import tokens_of
from greenroom.dialects.kit.filters.tree import Conjunction, Node


def parse(text: str) -> Node:
    """The tree of a filter by AIP-160's grammar; a blank one is a conjunction of nothing.

    No name is looked up. The first call loads the grammar, some 0.2 s.

    Raises:
        BadFilter: It is no filter, or it is over a limit of tokens.py. The position counts characters from 1;
            one past the last means the end.
    """
    tokens = tokens_of(text)
    if not tokens:
        return Conjunction(())
    from greenroom.dialects.kit.filters.grammar import tree_of  # noqa: PLC0415 - costs memory and time at the start

    return tree_of(text, tokens)
