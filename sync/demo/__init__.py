"""A made-up school lives through its programme: everything over real HTTP, on the real pages."""
