"""A small Google on this machine: Sheets v4, Forms v1 and Drive v3 for a school's own programme.

It shares no code with the tool that is its client, so that a misunderstanding cannot be shared either.
"""
