"""What changed in this server, as its changelog says it."""
