from greenroom.dialects.inworld.etag import etag


def test_a_tag_is_the_revision_in_quotes() -> None:
    assert etag(7) == (b"etag", b'"7"')
