"""The TypeScript client, compiled and run."""

import json
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.acceptance.node import NODE, install

HERE = Path(__file__).parent
SOURCE = HERE.parents[2] / "clients" / "typescript"
_INPUTS = (
    *sorted((SOURCE / "src").rglob("*.ts")),
    *(SOURCE / name for name in ("package.json", "package-lock.json", "tsconfig.json")),
    HERE / "use.ts",
)


def built(cache: Path) -> Path:
    """The folder with the client, whose `dist` was compiled of what is there now."""
    folder = cache / sha256(b"".join(path.read_bytes() for path in _INPUTS)).hexdigest()[:16]
    if not folder.is_dir():
        install(folder, SOURCE, _build)
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, folder)
    return folder


def _build(folder: Path) -> None:
    """Compiles the client with the compiler that its lock names, and its use against it."""
    shutil.copytree(SOURCE / "src", folder / "src")
    shutil.copy(SOURCE / "tsconfig.json", folder)
    (folder / "use").mkdir()
    shutil.copy(HERE / "use.ts", folder / "use")
    _compile(folder)
    whole = {
        "extends": "./tsconfig.json",
        "compilerOptions": {"rootDir": ".", "noEmit": True},
        "include": ["src", "use"],
    }
    (folder / "all.json").write_text(json.dumps(whole))
    _compile(folder, "--project", "all.json")


def _compile(folder: Path, *options: str) -> None:
    command: list[str | Path] = [NODE, "node_modules/typescript/bin/tsc", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout.decode()


def called(folder: Path, options: dict[str, Any], calls: Iterable[tuple[str, Sequence[Any]]]) -> list[Any]:
    """What each call comes to: its `value` or its `error`."""
    said: list[Any] = printed(folder, "call.mjs", json.dumps(options), json.dumps([*calls], default=_marked))
    return said


def printed(folder: Path, *arguments: str) -> Any:
    """What a script beside the client prints, which is JSON."""
    done = subprocess.run([NODE, *arguments], cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return json.loads(done.stdout)


def _marked(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"bytes": b64encode(value).decode()}
    raise TypeError(repr(value))
