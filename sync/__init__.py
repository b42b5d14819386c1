"""What the programme does: collect, read, decide, show, write."""
