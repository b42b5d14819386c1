"""Sheets v4."""
