"""The environment of a server that is measured: nothing of what somebody has set for their own."""

import os
from collections.abc import Mapping
from pathlib import Path

import greenroom
from greenroom.settings import Value, variable

_OURS = variable("")


def environment(settings: Mapping[str, Value] | None = None) -> dict[str, str]:
    """This process's environment with these settings of Greenroom and no others, finding the package where we did."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    source = str(Path(greenroom.__file__).resolve().parents[1])
    kept["PYTHONPATH"] = os.pathsep.join([source, *filter(None, [kept.get("PYTHONPATH")])])
    return kept | {variable(name): str(value) for name, value in (settings or {}).items()}
