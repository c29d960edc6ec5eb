"""Formats: what decoded JSON, or a row of a table, may mean, each with its marks and its map."""
