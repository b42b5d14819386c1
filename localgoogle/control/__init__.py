"""The control plane for tests, under /_local/."""
