"""How each operation of this dialect is asked for a thing, for the isolation matrix (tests/isolation)."""

from collections.abc import Mapping

from tests.isolation.ask import Ask

HELLO = [{"role": "user", "content": "Hello?"}]

TABLE: Mapping[str, tuple[Ask, ...]] = {
    "GET /v1/models": (Ask(), Ask("?after=character:{id}")),
    "GET /v1/models/{model+}": (Ask(),),
    "POST /v1/chat/completions": (
        Ask(body={"model": "character:{id}", "messages": HELLO, "max_tokens": 1}),
        Ask(body={"model": "character:{id}", "messages": HELLO, "max_tokens": 1, "stream": True}),
    ),
}

NAMES = {"model": "character:{id}"}
