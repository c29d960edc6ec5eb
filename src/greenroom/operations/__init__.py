"""The room of operations: durable long-running work, with leases and fences. It knows no kind of work."""
