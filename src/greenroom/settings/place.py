"""Where an instance lives."""

import re

from greenroom.database.engines import LOCATIONS, is_location
from greenroom.kit.pairs import pairs
from greenroom.settings.setting import Must, Setting

_BUCKET = re.compile(r"(s3|gs|az)://[^\s/]+(/\S*)?")

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
    Setting(
        "media_url",
        "",
        "Where pictures and exported accounts lie, for hosts that share them: s3://bucket/folder, gs://… or az://…; default: in the data folder.",
        Must("a bucket, such as s3://pictures/greenroom", _BUCKET.fullmatch),
    ),
    Setting(
        "media_options",
        (),
        "How to get there, in obstore's words, as endpoint=https://s3.example, region=eu, access_key_id=…, secret_access_key=…, timeout=10s; "
        "else the environment says it, as AWS_ACCESS_KEY_ID.",
        Must("names with values, such as region=eu-central-1", pairs),
        secret=True,
    ),
)
