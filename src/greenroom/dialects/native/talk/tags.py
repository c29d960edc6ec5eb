"""Entity tags of what is small enough to be shown before anybody knows whether it is known (RFC 9110, section 13)."""

import re
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from starlette.responses import Response

from greenroom.dialects.kit.call import Call
from greenroom.http.answers import Header, json_answer, not_modified
from greenroom.kit.json_values import encode_json

_TAG = re.compile(r'(?:W/)?("[^"]*")')


def tagged(revision: int, shown: Mapping[str, Any]) -> Header:
    """The entity tag: its revision, which alone `If-Match` compares, and a sum over all that is shown."""
    return (b"etag", f'"{revision}-{crc32(encode_json(shown)):08x}"'.encode())


def shown_as(call: Call, shown: Mapping[str, Any], revision: int) -> Response:
    """The answer to a GET: 304 where `If-None-Match` names what it would show."""
    tag = tagged(revision, shown)
    known = ",".join(call.request.headers.getlist("if-none-match")).strip()
    if known == "*" or tag[1].decode() in _TAG.findall(known):
        return not_modified([tag])
    return json_answer(shown, headers=[tag])
