"""What somebody has here: all of it as a file, and the end of it."""
