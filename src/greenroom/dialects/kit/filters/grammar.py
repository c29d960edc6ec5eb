"""The grammar of filters, loaded with its parser generator when the first filter is parsed and not before."""

# ruff: noqa: N802 - the generator finds methods by the names of terminals

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken, v_args

from greenroom.dialects.kit.filters import tokens, tree
from greenroom.dialects.kit.filters.complaint import complaint
from greenroom.dialects.kit.filters.quotes import unquoted


def tree_of(text: str, pieces: Sequence[tokens.Token]) -> tree.Node:
    """The tree of a filter that is not blank; `pieces` are its tokens.

    Raises:
        BadFilter: The grammar refuses it, or a quoted text has a wrong escape.
    """
    end = pieces[-1].end
    try:
        return cast("tree.Node", _parser().parse(text[:end]))
    except UnexpectedCharacters as error:
        raise complaint(pieces, error.pos_in_stream or 0, error.allowed) from None
    except UnexpectedToken as error:
        index = end if error.token.type == "$END" else error.pos_in_stream
        raise complaint(pieces, index or 0, error.expected) from None


@v_args(inline=True)
class _Builder(Transformer[Token, tree.Node]):
    """Makes our tree in place of the generator's, while it parses: one method for each rule or terminal."""

    def TEXT(self, token: Token) -> tree.Word:
        return tree.Word(str(token), _position(token))

    KEYWORD = NEGATIVE = MINUS = TEXT

    def STRING(self, token: Token) -> tree.Word:
        return tree.Word(unquoted(token, _position(token)), _position(token), quoted=True)

    def NOT(self, token: Token) -> tree.Word:
        return tree.Word("NOT", _position(token))

    def COMPARATOR(self, token: Token) -> tree.Word:
        blanks = len(token) - len(token.lstrip())
        return tree.Word(token.strip(), _position(token) + blanks)

    def start(self, node: tree.Node) -> tree.Node:
        return node

    def conjunction(self, *parts: tree.Node) -> tree.Node:
        return tree.Conjunction(parts)

    def disjunction(self, *parts: tree.Node) -> tree.Node:
        return tree.Disjunction(parts)

    def negation(self, sign: tree.Word, term: tree.Node) -> tree.Node:
        return tree.Negation(sign, term)

    def restriction(
        self,
        subject: tree.Member | tree.Call,
        comparator: tree.Word | None = None,
        argument: tree.Argument | None = None,
    ) -> tree.Restriction:
        return tree.Restriction(subject, comparator, argument)

    def member(self, *words: tree.Word) -> tree.Member:
        return tree.Member(words)

    def call(self, name: tree.Member, *arguments: tree.Argument) -> tree.Call:
        return tree.Call(name, arguments)


def _position(token: Token) -> int:
    return (token.start_pos or 0) + 1


@cache
def _parser() -> Lark:
    text = Path(__file__).with_name("grammar.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer="contextual", transformer=_Builder(), maybe_placeholders=False)
