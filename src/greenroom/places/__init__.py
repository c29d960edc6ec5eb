"""The room of places: the containers that characters stand in."""
