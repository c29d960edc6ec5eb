"""A character's public page, and what a share link leads to: what everybody may see who may see it at all."""
