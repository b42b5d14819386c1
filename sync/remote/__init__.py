"""Google over HTTP: raw JSON and raw cells. Knows nothing of mentors."""
