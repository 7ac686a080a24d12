"""The ground under a map: relief, water, towns, where it lies."""
