"""script/clients: writes what the clients are generated to."""

from clients.generate.files import write

write()
