"""Lines of logs: JSON, one object a line, whatever a stranger wrote into a request."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any

#: Of an address, a message and a traceback so much is written.
_MOST_ADDRESS, _MOST_MESSAGE, _MOST_TRACE = 500, 2000, 12_000
#: So much of a reader's address tells networks apart, and no person.
_PREFIX = {4: 24, 6: 48}
#: What may be said with a record beside its message.
_MORE = ("request_id", "method", "path", "status")


def access_line(
    environ: Mapping[str, Any], asked: tuple[str, str], status: int, seconds: float, size: int
) -> bytes:
    """
    Return the line about a request that is done, as UTF-8.

    Parameters
    ----------
    environ
        Of WSGI, with the request's name and notes (see `accesses`).
    asked
        Method and path.
    size
        Of the body that was sent, in bytes.
    """
    query = str(environ.get("QUERY_STRING", ""))
    told = {
        "time": _now(),
        "request_id": environ["mapsvc.request_id"],
        "method": asked[0][:20],
        "path": f"{asked[1]}{'?' if query else ''}{query}"[:_MOST_ADDRESS],
        "status": status,
        "ms": round(seconds * 1000, 3),
        "bytes": size,
        "cache": environ["mapsvc.notes"]["cache"],
        "client": network_of(str(environ.get("REMOTE_ADDR", ""))),
    }
    return json.dumps(told).encode() + b"\n"


def network_of(address: str) -> str:
    """Return the network that an address lies in, as it tells of no person; empty for what is no address."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    plain = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network(f"{plain}/{_PREFIX[plain.version]}", strict=False))


class JsonLines(logging.Formatter):
    """Writes records of the package, of the server and of libraries as lines of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as one line."""
        told: dict[str, Any] = {
            "time": _now(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage()[:_MOST_MESSAGE],
        }
        told |= {name: value for name in _MORE if (value := getattr(record, name, None)) is not None}
        if record.exc_info:
            told["traceback"] = self.formatException(record.exc_info)[-_MOST_TRACE:]
        return json.dumps(told, default=str)


def logging_settings(level: str) -> dict[str, Any]:
    """Return what `logging.config.dictConfig` takes: all to the standard error, our own from a level on."""
    name = level.upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": JsonLines}},
        "handlers": {"errors": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["errors"], "level": "WARNING"},
        # The server's own words at a start and an end are of use to nobody but who looks for a fault in it.
        "loggers": {
            "mapsvc": {"level": name},
            "_granian": {"level": name if name == "DEBUG" else "WARNING", "handlers": [], "propagate": True},
        },
    }


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
