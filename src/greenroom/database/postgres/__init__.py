"""PostgreSQL: a thread for each connection, and nobody waits long for a server that doesn't answer."""
