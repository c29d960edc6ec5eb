"""A compiled filter, and the keeping of the latest ones."""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from msgspec import Struct

from greenroom.dialects.kit.filters.condition import Condition, condition_of
from greenroom.dialects.kit.filters.fields import Language
from greenroom.dialects.kit.filters.parser import parse
from greenroom.dialects.kit.filters.restriction import meaning

_KEPT = 64


class Filter(Struct, frozen=True, eq=False):
    """What a filter's text means for one language."""

    condition: Condition

    def matches(self, view: Mapping[str, Any]) -> bool:
        """Whether the filter is true of what a surface shows.

        The view is JSON-like, its keys in camelCase: an unset message is None, enums are names (or numbers
        nobody knows), 64-bit integers may be texts. A field left out counts as unset. Where one text has several
        spellings, such as a resource's name by slug and by id, the view may hold a tuple of them in its place.
        """
        return self.condition.holds(view)

    def values_of(self, path: str) -> frozenset[str] | None:
        """Texts of which a view must have one at `path`, or the filter is false of it; None if there is no such set.

        For a query to look only at rows that can match; what it finds must still be matched. The path is dotted,
        in camelCase and without the prefix; the texts are normalised. An empty set means that nothing can match.
        """
        return self.condition.needs.get(path)


def compile_filter(text: str, language: Language) -> Filter:
    """The filter that `text` states; blank text states one that is true of everything. The latest 64 are kept.

    Raises:
        BadFilter: It is not a filter of this language. The position counts characters from 1; one past the last
            means the end.
    """
    return _compiled(text, language)


@lru_cache(_KEPT)
def _compiled(text: str, language: Language) -> Filter:
    return Filter(condition_of(parse(text), partial(meaning, language)))
