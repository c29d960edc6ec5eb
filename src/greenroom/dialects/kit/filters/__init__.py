"""The filter language of AIP-160 (https://google.aip.dev/160), over any description of fields.

A caller describes its fields once, as a `Language`, and gets from `compile_filter` a `Filter` that is asked
about one shown view at a time. What AIP-160 leaves open is decided so:

- `field = (a OR NOT b)` is the same expression over `field = a` and `field = b`.
- `=` and `!=` take `*` for any text; the other comparators take it as it is. Quoting changes nothing but what may
  stand in a value, except that only without quotes `null` is null and `:*` asks for presence.
- `:` with a text looks for a part of a string without regard to case and accents; on a list of strings it looks for
  an element as `=` does; on a list of messages it asks for some element. Only `:` goes through lists.
- A restriction is false where a message on its path is unset or a map has no such key, also with `!=`. `NOT` is the
  plain opposite.
- Strings are ordered by code point.
"""

from greenroom.dialects.kit.filters.fields import Field, Language
from greenroom.dialects.kit.filters.filter import Filter, compile_filter
from greenroom.dialects.kit.filters.parser import parse

__all__ = ["Field", "Filter", "Language", "compile_filter", "parse"]
