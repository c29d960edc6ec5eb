"""The vendor's own sample, run as printed: only address and key are replaced."""

import re
import subprocess
import sys
from ast import literal_eval
from pathlib import Path

from tests.dialects.convai.studio import created, listed
from tests.served import Caller

VENDOR = "https://api.convai.com"
KEY = "<your api key>"
(SAMPLE,) = re.findall(r"```python\n(.*?)```", Path(__file__).with_name("samples.md").read_text(), re.DOTALL)


def printed(code: str) -> str:
    """What a program prints, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, check=True, timeout=30, text=True
    )
    return done.stdout


def test_it_prints_all_characters_of_the_account(ada: Caller, bob: Caller) -> None:
    identities = [created(ada, charName=name) for name in ("Rafael", "Steven")]
    created(bob)
    shown = literal_eval(printed(SAMPLE.replace(VENDOR, ada.served.url).replace(KEY, ada.key)))
    assert shown == {"characters": listed(ada)}
    assert [one["character_id"] for one in shown["characters"]] == identities


def test_with_the_key_left_as_printed_it_says_which_status_it_got(ada: Caller) -> None:
    code = SAMPLE.replace(VENDOR, ada.served.url)
    assert printed(code) == "Failed to retrieve data. Status code: 401\n"
