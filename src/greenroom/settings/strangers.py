"""Variables that begin as settings do and are none: mostly a typing error, which would be overlooked."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from greenroom.settings.environment import Environment, variable
from greenroom.settings.setting import Setting

_OURS = variable("")
_OTHERS = {"KEY", "URL", "AT", "NAME", "LONG", "CHROMIUM"}
"""Read by clients of a server, by what deploy/ puts before it, and by our own tests."""

_OF_CLUSTERS = re.compile(r"SERVICE_HOST|SERVICE_PORT.*|PORT_\d+_.*")
"""Kubernetes gives these to whoever lives beside a service that is called greenroom."""


def strangers(table: Iterable[Setting], environment: Environment) -> Iterator[str]:
    """A sentence for each such variable, with the nearest that is a setting's."""
    names = [variable(row.name).removeprefix(_OURS) for row in table]
    names += [f"{name}_FILE" for name in names]
    said = {name for variables in environment.values() for name in variables if name.startswith(_OURS)}
    for name in sorted({name.removeprefix(_OURS) for name in said} - {*names, *_OTHERS}):
        if not _OF_CLUSTERS.fullmatch(name):
            near = get_close_matches(name, names, n=1)
            meant = f"; was {_OURS}{near[0]} meant?" if near else "; `greenroom settings` lists them."
            yield f"{_OURS}{name} is no setting, and does nothing{meant}"
