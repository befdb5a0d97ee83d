"""One fault at a time is put into the examples; ``check`` has to name each by its code."""
