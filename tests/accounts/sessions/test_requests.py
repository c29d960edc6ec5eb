import pytest

from greenroom.accounts.sessions.requests import is_own, safe_target

TARGETS = ["/", "/chats", "/chats?thread=1#last", "/@ada", "/c/abc?x=%2F%2Fevil.example", "/a//b"]
FOREIGN = [
    None,
    "",
    "chats",
    "//evil.example",
    "/\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/ä",
    "/" + "x" * 2001,
    "/a\r\nSet-Cookie: greenroom=x",
]


@pytest.mark.parametrize("target", TARGETS)
def test_a_path_of_ours_is_gone_to(target: str) -> None:
    assert safe_target(target) == target


@pytest.mark.parametrize("target", FOREIGN)
def test_nobody_is_sent_elsewhere(target: str | None) -> None:
    assert safe_target(target) == "/"


SENT = [
    ("http://here:8700", "same-origin", "here:8700", True),
    (None, "none", "here", True),
    ("http://here", "cross-site", "here", False),
    ("http://here", "same-site", "here", False),
    ("http://here:8700", None, "here:8700", True),
    ("http://HERE", None, "here", True),
    ("http://evil.example", None, "here", False),
    ("http://here:1", None, "here:2", False),
    ("null", None, "here", False),
    ("null", None, "", False),
    (None, None, "here", True),
]


@pytest.mark.parametrize(("origin", "fetch_site", "host", "own"), SENT)
def test_a_sign_in_is_sent_by_a_page_of_ours(
    origin: str | None, fetch_site: str | None, host: str, *, own: bool
) -> None:
    assert is_own(origin, fetch_site, host) == own
