"""Compose maps from layers and turn them into folium maps, documents and pictures."""
