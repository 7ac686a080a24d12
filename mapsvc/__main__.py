"""Run the command line with `python -m mapsvc`."""

from __future__ import annotations

from mapsvc.cli import main

if __name__ == "__main__":
    main()
