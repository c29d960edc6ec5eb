"""The house: the rooms of a running server, as handlers see them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from greenroom.accounts.arrivals import Arrivals
from greenroom.accounts.arrivals.credentials import Credentials
from greenroom.accounts.elsewhere import Elsewhere
from greenroom.accounts.keyring import Keyring
from greenroom.accounts.limits import Limiter
from greenroom.accounts.sessions import Sessions
from greenroom.assets.archives import Archives
from greenroom.assets.media import Media
from greenroom.characters import Database
from greenroom.characters.catalogue import Catalogue
from greenroom.characters.codecs import Context
from greenroom.conversations.prompting import Prompter
from greenroom.conversations.replies import Replies
from greenroom.dialects.kit.kept_lists import KeptLists
from greenroom.dialects.kit.passport import Dialect
from greenroom.dialects.kit.views import Views
from greenroom.kit.tokens import Signer
from greenroom.llm.models import Models
from greenroom.operations.worker import Worker


class House(NamedTuple):
    """What app.py built. `worker` does what is quick, `mover` what takes long; `archives` is where those of accounts wait.

    `settings` are values by name; `secret` is the server's own, for hashes of keys.

    `requests` is the file of the request log; `scrub` leaves nothing of what was deleted in the database's files; `dialects` are all that are spoken; before requests are answered, those of vendors.
    """

    database: Database
    catalogue: Catalogue
    keyring: Keyring
    sessions: Sessions
    arrivals: Arrivals
    credentials: Credentials
    elsewhere: Elsewhere
    limits: Limiter
    media: Media
    worker: Worker
    mover: Worker
    signer: Signer
    views: Views
    lists: KeptLists
    context: Context
    models: Models
    prompter: Prompter
    replies: Replies
    settings: Mapping[str, Any]
    secret: bytes
    archives: Archives
    requests: Path
    scrub: Callable[[], None]
    dialects: tuple[Dialect, ...] = ()
