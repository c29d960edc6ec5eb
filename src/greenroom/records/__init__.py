"""The room of records: things that only one vendor has, as JSON that nobody else reads."""
