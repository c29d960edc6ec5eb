"""Calls: how a character is read through an API, as a line for a shell and as small programs."""

import base64
from collections.abc import Mapping
from typing import Any, NamedTuple

from greenroom.characters.codecs import Context
from greenroom.characters.model import Record
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.samples import Samples

_KEY = "$GREENROOM_KEY"
_PYTHON = ("import os", "", "import requests", "", 'key = os.environ["GREENROOM_KEY"]')


class Call(NamedTuple):
    """The same call in three languages."""

    curl: str
    python: str
    javascript: str


def calls(dialect: Dialect, record: Record, context: Context) -> Call:
    """How this very character is read; the dialect has samples, and the record its name there."""
    assert dialect.samples is not None
    return read_by(dialect.samples, dialect.samples.ids(record), context)


def read_by(samples: Samples, made: Mapping[str, Any], context: Context) -> Call:
    """The call that reads what a create answered with."""
    return _said(context.public_url + samples.one(made), *samples.header(_KEY))


def talking(record: Record, context: Context) -> Call:
    """How somebody talks with this character through the API of chat completions, where it is a model."""
    url = f"{context.public_url}/v1/chat/completions"
    body = f'{{"model": "{record.character_id}", "messages": [{{"role": "user", "content": "Hello!"}}]}}'
    curl = f'curl "{url}" -H "Authorization: Bearer {_KEY}" -H "Content-Type: application/json" \\\n  -d \'{body}\''
    python = (
        *_PYTHON,
        f"body = {body}",
        'headers = {"Authorization": f"Bearer {key}"}',
        f'answer = requests.post("{url}", headers=headers, json=body, timeout=300)',
        "print(answer.json())",
    )
    javascript = (
        "const key = process.env.GREENROOM_KEY;",
        f"const body = {body};",
        f'const answer = await fetch("{url}", {{',
        '  method: "POST",',
        '  headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },',
        "  body: JSON.stringify(body),",
        "});",
        "console.log(await answer.json());",
    )
    return Call(curl, "\n".join(python), "\n".join(javascript))


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
    return "\n".join(
        (*_PYTHON, f'answer = requests.get("{url}", {carried}, timeout=30)', "print(answer.json())")
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
