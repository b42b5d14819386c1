"""Who is paired with whom: what may be chosen, what is best, the proof of it, and why it came out so."""
