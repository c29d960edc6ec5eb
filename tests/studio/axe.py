"""axe-core 4.14.1 (MPL 2.0, licence beside it), which judges how accessible a page is; vendored, so that nothing is fetched."""

from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "vendor" / "axe.js"


@cache
def axe_source() -> str:
    """Its source, which defines `axe` in a page. Evaluated by the debugger, it needs no leave of the page's policy."""
    return _FILE.read_text("utf-8")
