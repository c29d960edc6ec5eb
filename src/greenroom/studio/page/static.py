"""Static files: read once, compressed once, served for ever under an address that names their content.

The digest in an address is of all files together, so that a module finds its neighbours under the same one.
"""

import gzip
import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import NamedTuple

from starlette.responses import Response

from greenroom.http.answers import Answer, Header, not_modified
from greenroom.problems import NotFound
from greenroom.studio.page.table import Page
from greenroom.studio.page.visit import Visit

_KINDS = {
    "css": b"text/css; charset=utf-8",
    "js": b"text/javascript; charset=utf-8",
    "svg": b"image/svg+xml",
    "txt": b"text/plain; charset=utf-8",
}
_FOREVER: Header = (b"cache-control", b"public, max-age=31536000, immutable")
_ASK_AGAIN: Header = (b"cache-control", b"no-cache")
_ALONE: Header = (
    b"content-security-policy",
    b"default-src 'none'; sandbox",
)  # opened as a page it does nothing
_FRAMED: Header = (b"cross-origin-resource-policy", b"cross-origin")
"""A card that stands in somebody else's page is of no origin, and needs its styles all the same."""

_DIGITS = 12


class Static(NamedTuple):
    """A file as it is sent."""

    media_type: bytes
    plain: bytes
    packed: bytes
    etag: str


@cache
def all_files() -> dict[str, Static]:
    """Every file of the folder, by its path there."""
    return {name: _static(found) for name, found in sorted(_walk(files("greenroom.studio") / "static", ""))}


@cache
def digest() -> str:
    """Of all files together."""
    texts = [one.etag.encode() for one in all_files().values()]
    return hashlib.sha256(b"".join(texts)).hexdigest()[:_DIGITS]


def address(name: str) -> str:
    """Where a file is found; KeyError for one that isn't there."""
    _ = all_files()[name]
    return f"/static/{digest()}/{name}"


async def static(visit: Visit) -> Response:
    """A file. Under an older address, from before an upgrade, it is what it is now."""
    found = all_files().get(visit.values["name"])
    if found is None:
        raise NotFound("file", visit.values["name"])
    lasting = visit.values["digest"] == digest()
    headers = [
        (b"etag", found.etag.encode()),
        (b"vary", b"Accept-Encoding"),
        _FRAMED,
        _FOREVER if lasting else _ASK_AGAIN,
        _ALONE,
    ]
    if found.etag in visit.request.headers.get("if-none-match", ""):
        return not_modified(headers)
    if "gzip" in visit.request.headers.get("accept-encoding", ""):
        headers.append((b"content-encoding", b"gzip"))
        return Answer(found.packed, media_type=found.media_type, headers=headers)
    return Answer(found.plain, media_type=found.media_type, headers=headers)


def _walk(folder: Traversable, before: str) -> list[tuple[str, Traversable]]:
    found: list[tuple[str, Traversable]] = []
    for one in folder.iterdir():
        name = before + one.name
        if one.is_dir():
            found += _walk(one, f"{name}/")
        elif name.rpartition(".")[2] in _KINDS:
            found.append((name, one))
    return found


def _static(file: Traversable) -> Static:
    data = file.read_bytes()
    kind = _KINDS[file.name.rpartition(".")[2]]
    return Static(kind, data, gzip.compress(data, 9, mtime=0), f'"{hashlib.sha256(data).hexdigest()[:24]}"')


PAGES = (Page("GET", "/static/{digest}/{name+}", static),)
