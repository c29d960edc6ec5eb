"""Imports: files that become characters, many at once; what became of each is told for thirty days."""
