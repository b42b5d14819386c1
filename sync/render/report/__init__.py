"""The monitoring as a page to look at and to print: one for the staff, one for the school's site."""
