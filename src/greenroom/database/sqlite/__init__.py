"""SQLite: one file, one writing thread, readers beside it."""
