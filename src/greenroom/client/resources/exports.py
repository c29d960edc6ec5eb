"""`client.exports`.

Written by clients/generate; change the server, then run script/clients.
"""

from greenroom.client.files import File
from greenroom.client.plan import Plan, quoted
from greenroom.client.transport import AsyncTransport, Transport


class Exports:
    """`client.exports`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def download(self, export_id: str) -> File:
        """The archive that an export made, which is kept for a day. While it is being made, this waits for it: ten seconds at most."""
        return self._transport.send(Plan("GET", f"/v1/exports/{quoted(export_id)}", File))


class AsyncExports:
    """`client.exports`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def download(self, export_id: str) -> File:
        """The archive that an export made, which is kept for a day. While it is being made, this waits for it: ten seconds at most."""
        return await self._transport.send(Plan("GET", f"/v1/exports/{quoted(export_id)}", File))
