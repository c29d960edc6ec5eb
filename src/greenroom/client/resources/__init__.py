"""Everything that can be asked of the server, by what it is about.

Written by clients/generate; change the server, then run script/clients.
"""

from greenroom.client.resources.account import Account, AsyncAccount
from greenroom.client.resources.assets import Assets, AsyncAssets
from greenroom.client.resources.characters import AsyncCharacters, Characters
from greenroom.client.resources.explore import AsyncExplore, Explore
from greenroom.client.resources.exports import AsyncExports, Exports
from greenroom.client.resources.imports import AsyncImports, Imports
from greenroom.client.resources.kept import AsyncKept, Kept
from greenroom.client.resources.keys import AsyncKeys, Keys
from greenroom.client.resources.lorebooks import AsyncLorebooks, Lorebooks
from greenroom.client.resources.operations import AsyncOperations, Operations
from greenroom.client.resources.personas import AsyncPersonas, Personas
from greenroom.client.resources.places import AsyncPlaces, Places
from greenroom.client.resources.scenes import AsyncScenes, Scenes
from greenroom.client.resources.server import AsyncServer, Server
from greenroom.client.resources.threads import AsyncThreads, Threads
from greenroom.client.transport import AsyncTransport, Transport


class Resources:
    """The outermost resources."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.account = Account(transport)
        self.assets = Assets(transport)
        self.characters = Characters(transport)
        self.explore = Explore(transport)
        self.exports = Exports(transport)
        self.imports = Imports(transport)
        self.kept = Kept(transport)
        self.keys = Keys(transport)
        self.lorebooks = Lorebooks(transport)
        self.operations = Operations(transport)
        self.personas = Personas(transport)
        self.places = Places(transport)
        self.scenes = Scenes(transport)
        self.server = Server(transport)
        self.threads = Threads(transport)


class AsyncResources:
    """The outermost resources."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.account = AsyncAccount(transport)
        self.assets = AsyncAssets(transport)
        self.characters = AsyncCharacters(transport)
        self.explore = AsyncExplore(transport)
        self.exports = AsyncExports(transport)
        self.imports = AsyncImports(transport)
        self.kept = AsyncKept(transport)
        self.keys = AsyncKeys(transport)
        self.lorebooks = AsyncLorebooks(transport)
        self.operations = AsyncOperations(transport)
        self.personas = AsyncPersonas(transport)
        self.places = AsyncPlaces(transport)
        self.scenes = AsyncScenes(transport)
        self.server = AsyncServer(transport)
        self.threads = AsyncThreads(transport)
