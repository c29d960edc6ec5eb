"""The room of places: the containers that characters stand in, and what stands there beside them."""
