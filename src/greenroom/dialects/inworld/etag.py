"""Entity tags (RFC 9110, sections 8.8.3 and 13.1.1): which revision an answer shows, and which one a request is about."""

from typing import Protocol

from starlette.datastructures import Headers

from greenroom.http.answers import Header
from greenroom.problems import RevisionMismatch

IF_MATCH = "if-match"


class Revised(Protocol):
    """What counts its revisions."""

    @property
    def revision(self) -> int:
        """The latest."""
        ...


def etag(revision: int) -> Header:
    """The header of an answer that shows this revision of a thing."""
    return (b"etag", b'"%d"' % revision)


def check_match(headers: Headers, record: Revised) -> None:
    """Hold a thing to `If-Match`: `*` or any number of tags; without that header it may be at any revision.

    A weak tag matches nothing, as the RFC has it.

    Raises:
        RevisionMismatch: It is at another revision than those that are named.
    """
    if IF_MATCH in headers:
        named = {tag.strip() for value in headers.getlist(IF_MATCH) for tag in value.split(",")}
        if named.isdisjoint(("*", etag(record.revision)[1].decode())):
            raise RevisionMismatch
