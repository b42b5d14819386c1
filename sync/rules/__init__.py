"""The head: pure functions. No clock, no chance, no network."""
