"""Where an instance lives."""

from greenroom.database.engines import LOCATIONS, is_location
from greenroom.settings.setting import Must, Setting

DATA = Setting(
    "data",
    None,
    "Folder for the database, pictures and the server's secret; default: the user's data folder.",
    Must("the path of a folder", str.strip),  # an empty one would be the working directory
)

DATABASE = Setting(
    "database",
    None,
    f"Where the database is: {LOCATIONS}; default: a file in the data folder.",
    Must(LOCATIONS, is_location),
)

PLACE: tuple[Setting, ...] = (
    DATA,
    DATABASE,
    Setting(
        "database_pooled",
        default=False,
        help="Whether a pooler that works by transactions stands before PostgreSQL.",
    ),
)
