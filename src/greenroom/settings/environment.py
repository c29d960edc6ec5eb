"""The environment, which nothing else reads."""

import io
import os
from collections.abc import Mapping
from pathlib import Path

from greenroom.settings.file import text_if_there
from greenroom.settings.setting import Refused

Environment = Mapping[str, Mapping[str, str]]
"""Variables by the place that they were read from, the strongest first; "" is the process's own environment."""


def read_environment() -> Environment:
    """The process's environment, and `.env` of the working directory.

    Raises:
        Refused: that file can't be read, or is not UTF-8.
    """
    path = Path(".env").absolute()
    try:
        text = text_if_there(path)
    except UnicodeDecodeError as error:
        raise Refused(f"{path} is not a text in UTF-8: {error.reason}.") from None
    if text is None:
        return {"": os.environ}
    from dotenv import dotenv_values  # noqa: PLC0415 - most starts have no such file

    said = dotenv_values(stream=io.StringIO(text))
    return {"": os.environ, ".env": {name: value for name, value in said.items() if value is not None}}


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return "GREENROOM_" + name.upper().replace(".", "_")
