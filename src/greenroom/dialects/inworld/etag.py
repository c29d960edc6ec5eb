"""Entity tags (RFC 9110, section 8.8.3): which revision an answer shows."""

from greenroom.http.answers import Header


def etag(revision: int) -> Header:
    """The header of an answer that shows this revision of a thing."""
    return (b"etag", b'"%d"' % revision)
