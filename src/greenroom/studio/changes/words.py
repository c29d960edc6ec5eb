"""What the page of changes says."""

WORDS = {"title": "Changes", "running": "This server runs version {version}."}
