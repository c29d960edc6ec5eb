"""Every generated file, by its path in the repository."""

import shutil
from pathlib import Path
from typing import Any

import msgspec
from clients.generate.api import read_api
from clients.generate.python import python_files
from clients.generate.typescript import typescript_files

from greenroom.cli.dialects import all_dialects
from greenroom.dialects.kit.openapi import openapi
from greenroom.kit.json_values import encode_json

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "src" / "greenroom" / "client"
TYPESCRIPT = ROOT / "clients" / "typescript" / "src" / "generated"
FOLDERS = (PYTHON / "types", PYTHON / "params", PYTHON / "resources", TYPESCRIPT)
"""Folders in which nothing is written by hand."""


def document() -> dict[str, Any]:
    """The OpenAPI document of Greenroom's own API, as a server serves it."""
    text = encode_json(openapi(all_dialects()["native"], "http://127.0.0.1:8700"))
    read: dict[str, Any] = msgspec.json.decode(text)
    return read


def files() -> dict[Path, str]:
    """What stands in each of them."""
    api = read_api(document())
    python = {PYTHON / name: text for name, text in python_files(api).items()}
    return python | {TYPESCRIPT / name: text for name, text in typescript_files(api).items()}


def write() -> None:
    """Write all of them anew; what is no more is removed."""
    made = files()
    for folder in FOLDERS:
        shutil.rmtree(folder, ignore_errors=True)
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
