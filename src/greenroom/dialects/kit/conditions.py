"""Preconditions: entity tags of characters, and requests that only hold for one of them (RFC 9110, section 13).

A tag is made of the revision, and of a sum over what else an answer shows. `If-None-Match` compares all of it, and
`If-Match` the revision alone: who changes a character does not mind that somebody talked with it meanwhile.
"""

import re
from functools import lru_cache
from zlib import crc32

from msgspec.structs import replace
from starlette.datastructures import Headers

from greenroom.accounts.model import Caller
from greenroom.characters.model import Record, blank_record
from greenroom.characters.stored import Stored
from greenroom.dialects.kit.call import Call
from greenroom.http.answers import Header
from greenroom.problems import RevisionMismatch

_TAG = re.compile(r'(W/)?"([^"]*)"')


def tag(record: Record | Stored) -> str:
    """The entity tag of a character, without its quotes."""
    around = record.around
    beside = (around.live_revision, around.share_id, around.message_count, around.used_count, around.handle)
    return f"{around.revision}-{_sum(beside)}"


@lru_cache(4096)
def _sum(beside: tuple[int | str | None, ...]) -> str:
    return f"{crc32(repr(beside).encode()):08x}"


def tagged(record: Record | Stored) -> Header:
    """The header that says which character this is."""
    return (b"etag", f'"{tag(record)}"'.encode())


def tagged_public(record: Record | Stored) -> Header:
    """The same for who is not its owner: made of nothing but what everybody sees of the live copy."""
    around = record.around
    beside = (around.updated_at, around.message_count)
    return (b"etag", f'"{around.revision}-{_sum(beside)}"'.encode())


def tagged_first(who: Caller) -> Header:
    """The header of a create's answer, also of one that is given again: the first revision, live at once."""
    return tagged(replace(blank_record(who.account_id, who.handle, 0), revision=1, live_revision=1))


def expect(call: Call, record: Record) -> Record:
    """The record, if it has the revision that the request was made for; raises RevisionMismatch.

    It must be locked, or it may have another one by the time it is changed. A weak tag matches nothing here.
    `If-None-Match` asks for the contrary, and with `*` that there is no character at all.
    """
    check_match(call.request.headers, record.revision)
    if is_known(call, record):
        raise RevisionMismatch
    return record


def check_match(headers: Headers, revision: int) -> None:
    """Hold a thing's revision to `If-Match`: `*` or any number of tags; without that header it may be any.

    Raises:
        RevisionMismatch: It is none of those that are named.
    """
    if "if-match" in headers:
        wanted = ",".join(headers.getlist("if-match"))
        revisions = {found.partition("-")[0] for weak, found in _TAG.findall(wanted) if not weak}
        if "*" not in map(str.strip, wanted.split(",")) and str(revision) not in revisions:
            raise RevisionMismatch


def is_known(call: Call, record: Record | Stored) -> bool:
    """Whether the client has this character already, and needs no body."""
    known = ",".join(call.request.headers.getlist("if-none-match")).strip()
    if not known:  # as nearly always
        return False
    return known == "*" or tag(record) in {found for _, found in _TAG.findall(known)}
