"""What one restriction means for the fields of a language."""

from functools import partial

from greenroom.dialects.kit.filters.comparison import comparison
from greenroom.dialects.kit.filters.condition import Condition, condition_of
from greenroom.dialects.kit.filters.fields import Language
from greenroom.dialects.kit.filters.folding import folded
from greenroom.dialects.kit.filters.number import number
from greenroom.dialects.kit.filters.place import Place, View, below, each, known_place, place_of
from greenroom.dialects.kit.filters.presence import is_present
from greenroom.dialects.kit.filters.tokens import shown
from greenroom.dialects.kit.filters.tree import (
    Argument,
    Call,
    Conjunction,
    Disjunction,
    Member,
    Negation,
    Node,
    Restriction,
    Word,
)
from greenroom.dialects.kit.filters.wildcard import STAR
from greenroom.problems import BadFilter


def meaning(language: Language, restriction: Restriction) -> Condition:
    """The condition that a restriction states.

    Raises:
        BadFilter: It names what the language doesn't have, or compares what can't be compared.
    """
    subject = _no_call(restriction.subject)
    if restriction.comparator is None or restriction.argument is None:
        return _search(language, subject)
    place = place_of(language, subject.words)
    return _compared(language, place, restriction.comparator, restriction.argument)


def _no_call(subject: Member | Call) -> Member:
    if isinstance(subject, Call):
        name = subject.name
        raise BadFilter(
            name.position, f"found the function {shown(name.text)}, expected a field; there are no functions"
        )
    return subject


def _search(language: Language, literal: Member) -> Condition:
    if not language.searched:
        raise BadFilter(
            literal.position, f"found {shown(literal.text)} alone, expected a field and a comparator"
        )
    needle = folded(literal.text)
    places = [known_place(path) for path in language.searched]

    def holds(view: View) -> bool:
        texts = (text for place in places for value in place.values(view) for text in each(value))
        return any(needle in folded(text) for text in texts if isinstance(text, str))

    return Condition(holds)


def _compared(language: Language, place: Place, comparator: Word, argument: Argument) -> Condition:
    if isinstance(argument, Member | Call):
        return _compared_to(language, place, comparator, _no_call(argument))
    if place.field.kind in ("int", "float"):
        _refuse_minus(argument)
    return condition_of(argument, partial(_within, language, place, comparator))


def _within(language: Language, place: Place, comparator: Word, restriction: Restriction) -> Condition:
    """`field = (a OR b)` is `field = a OR field = b`, and so for all that may stand in parentheses."""
    if restriction.comparator is not None:
        raise BadFilter(
            restriction.comparator.position, "found a comparison within a comparison, expected values only"
        )
    return _compared_to(language, place, comparator, _no_call(restriction.subject))


def _refuse_minus(node: Node) -> None:
    """In parentheses `-5` says NOT 5, by the grammar; nobody who compares numbers means that."""
    match node:
        case Conjunction(parts) | Disjunction(parts):
            for part in parts:
                _refuse_minus(part)
        case Negation(Word("-", position), Restriction(Member() as literal)) if (
            number(literal.text) is not None
        ):
            text = literal.text
            raise BadFilter(
                position, f'found -{text}, which means NOT {text} here; expected "-{text}" in quotes'
            )
        case Negation(_, term):
            _refuse_minus(term)


def _compared_to(language: Language, place: Place, comparator: Word, literal: Member) -> Condition:
    if comparator.text == ":" and literal.is_bare(STAR):
        return _presence(place)
    if comparator.text == ":" and place.field.kind == "message":
        return _presence(below(place, literal.words))
    normalise = language.normalisers.get(place.path, str)
    test = comparison(place, comparator, literal, normalise)
    needs = (
        {place.path: frozenset((normalise(literal.text),))} if _is_needed(place, comparator, literal) else {}
    )
    return Condition(lambda view: any(map(test, place.values(view))), needs)


def _presence(place: Place) -> Condition:
    return Condition(lambda view: any(is_present(place, value) for value in place.values(view)))


def _is_needed(place: Place, comparator: Word, literal: Member) -> bool:
    if not place.is_fixed or STAR in literal.text:
        return False
    return comparator.text == "=" and place.field.kind in ("string", "enum")
