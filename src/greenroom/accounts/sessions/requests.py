"""What a request from a browser is believed: where it was made, and where it may send somebody."""

from urllib.parse import urlsplit

HOME = "/"
_LONGEST_TARGET = 2000


def is_own(origin: str | None, fetch_site: str | None, host: str) -> bool:
    """Whether a form without a session – as a sign-in – was sent by a page of this server (login CSRF).

    `Sec-Fetch-Site` decides where a browser sends it, which it does over https and to this machine; else `Origin`, which
    every browser sends with a POST. Who sends neither is no browser, and has nobody's cookies.
    """
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower() != ""
    except ValueError:  # as of "http://["
        return False


def safe_target(text: str | None) -> str:
    r"""Where to go after signing in: a path of this server, or `/` for whatever a browser might read as another host's.

    Browsers take `\\` for `/` and drop tabs and line ends, so none of them may be in it (open redirects).
    """
    if not text or len(text) > _LONGEST_TARGET or not text.startswith("/") or text.startswith("//"):
        return HOME
    if "\\" in text or not text.isascii() or any(not "!" <= character <= "~" for character in text):
        return HOME
    try:
        parts = urlsplit(text)
    except ValueError:
        return HOME
    return HOME if parts.scheme or parts.netloc else text
