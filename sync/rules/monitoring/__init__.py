"""What the director, the psychologist and the methodist look at: figures of the year, made anew at every sync."""
