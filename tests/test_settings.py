"""Settings from the environment."""

from __future__ import annotations

import pytest

from mapsvc.errors import SettingsError
from mapsvc.settings import Settings, read_settings


def test_nothing_set_gives_the_defaults() -> None:
    assert read_settings({}) == Settings(atlas="", base_url="", frame_ancestors="*")


@pytest.mark.parametrize(
    ("name", "value", "field", "kept"),
    [
        ("MAPSVC_ATLAS", "/atlas", "atlas", "/atlas"),
        ("MAPSVC_BASE_URL", "https://x.org/", "base_url", "https://x.org"),
        ("MAPSVC_BASE_URL", "", "base_url", ""),
        ("MAPSVC_FRAME_ANCESTORS", "'self' https://x.org", "frame_ancestors", "'self' https://x.org"),
        ("MAPSVC_FRAME_ANCESTORS", " ", "frame_ancestors", "*"),
        ("MAPSVC_BASE_URL", "https://x.org/atlas/", "base_url", "https://x.org/atlas"),
        ("MAPSVC_BASE_URL", "http://[::1]:8000/a/b", "base_url", "http://[::1]:8000/a/b"),
        ("MAPSVC_TRUSTED_PROXIES", "", "trusted_proxies", ()),
        ("MAPSVC_LOG_LEVEL", "INFO", "log_level", "info"),
        ("MAPSVC_ACCESS_LOG", "on", "access_log", True),
        ("MAPSVC_ACCESS_LOG", "0", "access_log", False),
        ("MAPSVC_METRICS", " 9100 ", "metrics", "9100"),
        ("MAPSVC_TRUSTED_PROXIES", "unix", "trusted_proxies", ("unix",)),
        (
            "MAPSVC_TRUSTED_PROXIES",
            "127.0.0.1, 10.1.2.3/8",
            "trusted_proxies",
            ("127.0.0.1/32", "10.0.0.0/8"),
        ),
    ],
)
def test_setting_is_read(name: str, value: str, field: str, kept: object) -> None:
    assert getattr(read_settings({name: value}), field) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAPSVC_BASE_URL", "x.org"), ("MAPSVC_BASE_URL", "ftp://x.org"), ("MAPSVC_BASE_URL",
        "javascript:alert(1)"),
        ("MAPSVC_FRAME_ANCESTORS", "*; script-src *"), ("MAPSVC_FRAME_ANCESTORS", "a,b"),
        ("MAPSVC_FRAME_ANCESTORS", "a\r\nb"), ("MAPSVC_BASE_URL", "https:///x"),
        ("MAPSVC_BASE_URL", "https://x.org/?a=1"), ("MAPSVC_TRUSTED_PROXIES", "proxy.example"),
        ("MAPSVC_TRUSTED_PROXIES", "10.0.0.0/99"), ("MAPSVC_LOG_LEVEL", "loud"),
        ("MAPSVC_ACCESS_LOG", "maybe"),
        ("MAPSVC_BASE_URL", 'http://x"><script>'),
        ("MAPSVC_BASE_URL", "http://x/a b"), ("MAPSVC_BASE_URL", "http://x/?"), ("MAPSVC_BASE_URL", "http://x/#"),
    ],
)  # fmt: skip
def test_setting_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: value})


@pytest.mark.parametrize(
    "value", ["https://reader:secret@x.org/atlas", "ftp://reader:secret@x.org", "//a:secret@"]
)
def test_password_in_a_setting_is_refused_and_not_repeated(value: str) -> None:
    with pytest.raises(SettingsError, match="MAPSVC_BASE_URL") as refused:
        read_settings({"MAPSVC_BASE_URL": value})
    assert "secret" not in str(refused.value)
