"""The consent page and the token endpoint of OAuth 2."""
