"""The web door: pages, data and the API over HTTP."""
