"""Plans, problems and summaries as text and JSON: every sentence that a user reads stands here."""
