"""The room of transfer: many files, whole folders and whole accounts, coming and going."""
