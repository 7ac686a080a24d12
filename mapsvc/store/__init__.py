"""An atlas in a database: the only room that knows SQL."""
