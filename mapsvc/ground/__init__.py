"""Making ground: relief and water as tiles, from packages of public data."""
