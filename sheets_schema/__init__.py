"""What the sheets are: books, tabs, columns and who owns each. Pure, standard library only."""
