"""Settings: one table, and the only place where the environment is read.

A setting comes from the first of these that says it:

    the command line
    the environment     GREENROOM_ and its name in capitals, dots as underscores
    a file              named by that variable with _FILE behind it; for secrets
    .env                in the working directory, with the same two forms
    greenroom.toml      in the data folder
    its default

Dialects add rows of their own.
"""

from greenroom.settings.environment import Environment, read_environment, variable
from greenroom.settings.place import DATA, DATABASE
from greenroom.settings.setting import Must, Refused, Setting, Value, one_of
from greenroom.settings.sources import Found, load, trace
from greenroom.settings.strangers import strangers
from greenroom.settings.table import TABLE

__all__ = [
    "DATA",
    "DATABASE",
    "TABLE",
    "Environment",
    "Found",
    "Must",
    "Refused",
    "Setting",
    "Value",
    "load",
    "one_of",
    "read_environment",
    "strangers",
    "trace",
    "variable",
]
