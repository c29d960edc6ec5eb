"""Files: answers that are bytes of some kind, as a card in a picture."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import msgspec

from greenroom.client.errors import APIResponseError

_NAME = re.compile(r"filename\*=UTF-8''([^;]+)|filename=\"?([^\";]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class File:
    """A file: its bytes, what they are, and what it is called, "" where that was not said."""

    data: bytes
    media_type: str
    name: str = ""
    request_id: str = ""

    def json(self) -> Any:
        """What it says, where it is JSON; raises APIResponseError."""
        try:
            return msgspec.json.decode(self.data)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            raise APIResponseError(str(problem), self.request_id) from problem


def file_of(headers: Mapping[str, str], data: bytes) -> File:
    """The file that an answer is. A name is the server's word: whoever writes to a disk chooses the folder."""
    found = _NAME.search(headers.get("content-disposition", ""))
    name = unquote(found[1]) if found and found[1] else found[2] if found else ""
    return File(
        data,
        headers.get("content-type", "").partition(";")[0],
        re.split(r"[/\\]", name)[-1],
        headers.get("x-request-id", ""),
    )
