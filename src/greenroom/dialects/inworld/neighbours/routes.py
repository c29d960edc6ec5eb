"""The paths of everything beside characters."""

from greenroom.dialects.inworld.neighbours.knowledge import routes as knowledge
from greenroom.dialects.inworld.neighbours.scenes import routes as scenes
from greenroom.dialects.inworld.neighbours.workspaces import routes as workspaces

NEIGHBOURS = (*workspaces.ROUTES, *scenes.ROUTES, *knowledge.ROUTES)
"""The documented paths, and as aliases those of the earlier version."""
