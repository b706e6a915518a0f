"""The search measured: stories and queries judged by what they are about, beside PostgreSQL's own search."""
