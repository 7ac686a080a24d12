"""Scenes as pages, documents and folium maps."""
