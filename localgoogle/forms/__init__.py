"""Forms v1."""
