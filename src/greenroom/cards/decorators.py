"""Decorators: lines such as `@@depth 4` at the start of a lorebook entry's content (V3). Nothing here obeys them."""

import re

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_DECORATOR = re.compile(r"@@@?[A-Za-z_]")


def split_decorators(content: str) -> tuple[str, str]:
    """The content in two parts: the decorators with the blank lines around them, and what is inserted.

    Put together, the parts are the content; the first is empty when there is no decorator.
    """
    at = end = 0
    for line in _LINE.findall(content):
        at += len(line)
        if _DECORATOR.match(line) or (end and not line.strip()):
            end = at
        elif line.strip():
            break
    return content[:end], content[end:]
