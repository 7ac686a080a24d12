"""Geodata in: read an atlas, hold its records, say what is wrong with it."""
