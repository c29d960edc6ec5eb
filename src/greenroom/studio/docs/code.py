"""Calls as code: curl, Python and JavaScript, coloured on the server. The key is always `$GREENROOM_KEY`."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from greenroom.dialects.kit.samples import Header, Sent

_KEY = "KEY"
_METHODS = {"GET": "get", "POST": "post", "PUT": "put", "PATCH": "patch", "DELETE": "delete"}
LANGUAGES = {"curl": "bash", "Python": "python", "JavaScript": "javascript"}


class Carried(NamedTuple):
    """How a key is carried: in a header, there as `bearer`, `basic` or `plain`."""

    header: str
    scheme: str


class Sample(NamedTuple):
    """A call in one language, as text to copy and as it is shown."""

    language: str
    text: str
    shown: Markup


def carried(header: Header) -> Carried:
    """What a header that was made for the text KEY tells about how keys are carried."""
    name, value = header
    return Carried(name, "plain" if value == _KEY else value.partition(" ")[0].lower())


def samples(sent: Sent, how: Carried, public_url: str) -> list[Sample]:
    """A call in every language."""
    texts = (_curl(sent, how, public_url), _python(sent, how, public_url), _javascript(sent, how, public_url))
    return [
        Sample(language, text, coloured(text, lexer))
        for (language, lexer), text in zip(LANGUAGES.items(), texts, strict=True)
    ]


@lru_cache(maxsize=2048)
def coloured(text: str, language: str) -> Markup:
    """Text with classes for its parts; as it is where it is long."""
    from pygments import highlight  # noqa: PLC0415 - takes a while, and most processes show no code
    from pygments.formatters import HtmlFormatter  # noqa: PLC0415 - as above
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - as above

    if len(text) > 20_000:
        return escape(text)
    return Markup(highlight(text, get_lexer_by_name(language), HtmlFormatter(nowrap=True)).rstrip())  # noqa: S704 - Pygments escapes


def _curl(sent: Sent, how: Carried, public_url: str) -> str:
    key = {
        "bearer": '-H "Authorization: Bearer $GREENROOM_KEY"',
        "basic": '-u "$GREENROOM_KEY:"',
        "plain": f'-H "{how.header}: $GREENROOM_KEY"',
    }[how.scheme]
    method = "" if sent.method == "GET" or (sent.method == "POST" and sent.body) else f"-X {sent.method} "
    lines = [f"curl {method}{_shell(public_url + sent.path)}", key]
    if sent.body is not None:
        lines += ['-H "Content-Type: application/json"', f"-d {_shell(_json(sent.body))}"]
    return " \\\n  ".join(lines)


def _python(sent: Sent, how: Carried, public_url: str) -> str:
    key = 'os.environ["GREENROOM_KEY"]'
    carries = {
        "bearer": f'headers={{"Authorization": "Bearer " + {key}}}',
        "basic": f'auth=({key}, "")',
        "plain": f'headers={{"{how.header}": {key}}}',
    }[how.scheme]
    address = json.dumps(public_url + sent.path)
    body = [f"    json={_literal(sent.body)},"] if sent.body is not None else []
    call = [f"answer = requests.{_METHODS[sent.method]}(", f"    {address},", f"    {carries},", *body]
    ending = ["    timeout=30,", ")", "print(answer.status_code, answer.json())"]
    return "\n".join(["import os", "", "import requests", "", *call, *ending])


def _javascript(sent: Sent, how: Carried, public_url: str) -> str:
    key = "process.env.GREENROOM_KEY"
    value = {"bearer": f"`Bearer ${{{key}}}`", "basic": f'"Basic " + btoa({key} + ":")', "plain": key}[
        how.scheme
    ]
    headers = [f'    "{how.header}": {value},']
    body = ""
    if sent.body is not None:
        headers.append('    "Content-Type": "application/json",')
        body = f"  body: JSON.stringify({_json(sent.body, 2).replace(chr(10), chr(10) + '  ')}),\n"
    return (
        f'const answer = await fetch({json.dumps(public_url + sent.path)}, {{\n  method: "{sent.method}",\n'
        f"  headers: {{\n{chr(10).join(headers)}\n  }},\n{body}}});\nconsole.log(answer.status, await answer.json());"
    )


def _json(value: Mapping[str, Any], indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _literal(value: Any) -> str:
    """JSON as Python writes it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)}: {_literal(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _shell(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
