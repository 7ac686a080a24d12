"""The layers over HTTP: OGC API – Features, as JSON for programmes and as pages for people."""
