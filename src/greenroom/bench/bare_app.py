"""The bare server itself: `python -m greenroom.bench.bare_app PORT FOLDER` answers `/NAME` with the file NAME."""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def bare_app(folder: Path) -> Starlette:
    """An application that holds all files of a folder in memory."""
    bodies = {file.name: file.read_bytes() for file in folder.iterdir()}

    async def answer(request: Request) -> Response:
        return Response(bodies[request.path_params["name"]], media_type="application/json")

    return Starlette(routes=[Route("/{name}", answer)])


def main(port: int, folder: Path) -> None:
    """Serve until told to stop, with uvicorn set as `greenroom serve` sets it."""
    uvicorn.run(
        bare_app(folder),
        port=port,
        lifespan="on",
        interface="asgi3",
        ws="none",
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
