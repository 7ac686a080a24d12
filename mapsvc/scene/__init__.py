"""Scenes: what a map shows, composed as plain data."""
