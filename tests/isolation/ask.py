"""What the isolation matrix is made of: how something is asked for, and the word that only its owner may read."""

from typing import Any, NamedTuple

import httpx2

CANARY = "canary4711"

Ids = dict[str, str]
"""Ids of an account's things, by the names that requests have for them."""


class Ask(NamedTuple):
    """`query` with its question mark; in it and in `body`, `{name}` is one of the stage's ids."""

    query: str = ""
    body: Any = None


def said(answer: httpx2.Response) -> Any:
    assert answer.status_code in {200, 201}, answer.text
    return answer.json()
