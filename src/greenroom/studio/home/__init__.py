"""Home: what one would like to create, where one left off, and whom one could meet."""
