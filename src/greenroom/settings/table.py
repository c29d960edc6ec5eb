"""The whole table of the server's own settings; dialects add rows of theirs."""

from greenroom.settings.models import MODELS
from greenroom.settings.network import NETWORK
from greenroom.settings.people import PEOPLE
from greenroom.settings.place import PLACE
from greenroom.settings.running import LOGGING, RUNNING
from greenroom.settings.setting import Setting

TABLE: tuple[Setting, ...] = (*PLACE, *NETWORK, *PEOPLE, *RUNNING, *MODELS, *LOGGING)
