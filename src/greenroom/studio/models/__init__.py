"""Language models: which there are, and whether they answer; for operators."""
