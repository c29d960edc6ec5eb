"""Calls: how a character is read through an API, as a line for a shell and as small programs."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.samples import Samples

_KEY = "$GREENROOM_KEY"


class Call(NamedTuple):
    """The same call in three languages."""

    curl: str
    python: str
    javascript: str


def calls(dialect: Dialect, record: Record, context: Context) -> Call:
    """How this very character is read; the dialect has samples, and the record its name there."""
    assert dialect.samples is not None
    assert dialect.lens is not None
    view = (dialect.show or dialect.lens.show)(record, context)
    return read_by(dialect.samples, dialect.samples.answer(record, view), context)


def read_by(samples: Samples, made: Mapping[str, Any], context: Context) -> Call:
    """The call that reads what a create answered with."""
    return _said(context.public_url + samples.one(made), *samples.header(_KEY))


def _said(url: str, name: str, value: str) -> Call:
    """What carries the key is told apart by what it becomes: itself, behind a word, or as Basic credentials."""
    if value == f"Basic {base64.b64encode(_KEY.encode()).decode()}":
        return Call(
            f'curl "{url}" -u "{_KEY}:"', _python(url, "", basic=True), _javascript(url, name, basic=True)
        )
    shell = f'curl "{url}" -H "{name}: {value}"'
    before = value.removesuffix(_KEY)
    return Call(
        shell,
        _python(url, f'{{"{name}": f"{before}{{key}}"}}' if before else f'{{"{name}": key}}'),
        _javascript(url, name, before),
    )


def _python(url: str, headers: str, *, basic: bool = False) -> str:
    carried = 'auth=(key, "")' if basic else f"headers={headers}"
    lines = ("import os", "", "import requests", "", 'key = os.environ["GREENROOM_KEY"]')
    return "\n".join(
        (*lines, f'answer = requests.get("{url}", {carried}, timeout=30)', "print(answer.json())")
    )


def _javascript(url: str, name: str, before: str = "", *, basic: bool = False) -> str:
    value = "`Basic ${btoa(key + ':')}`" if basic else f"`{before}${{key}}`" if before else "key"
    return "\n".join(
        (
            "const key = process.env.GREENROOM_KEY;",
            f'const answer = await fetch("{url}", {{',
            f'  headers: {{ "{name}": {value} }},',
            "});",
            "console.log(await answer.json());",
        )
    )
