"""Corpora: thousands of documents read side by side, their mentions as a folder of GeoParquet."""
