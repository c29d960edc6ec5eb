"""Containers: the kinds of file that cards travel in, each opened without more memory than its caps allow."""
