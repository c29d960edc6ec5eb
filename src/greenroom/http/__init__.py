"""ASGI plumbing with no opinion: reading requests, finding routes, answering, watching. Knows no dialect."""
