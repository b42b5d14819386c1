"""What people open in a browser: answering a form, looking at a book."""
