"""The lane of files that take a while: a queue, and processes that draw, apart from those that answer."""
