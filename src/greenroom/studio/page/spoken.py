"""The APIs that this server speaks, as the studio shows them: whatever folder of the dialects has a passport."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from greenroom import dialects
from greenroom.cards.formats.format import Format
from greenroom.dialects.kit.passport import Dialect, file_formats
from greenroom.dialects.native.files import own_files


@cache
def spoken() -> tuple[Dialect, ...]:
    """The passports of the vendors' APIs."""
    modules = [import_module(f"{dialects.__name__}.{one.name}") for one in iter_modules(dialects.__path__)]
    return tuple(module.DIALECT for module in modules if hasattr(module, "DIALECT"))


@cache
def formats() -> tuple[Format, ...]:
    """The formats of the files that they write, and our own."""
    theirs = file_formats(spoken())
    return (*theirs, own_files(theirs))
