"""Pieces of text that put a map into slides and notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mapsvc.model.scene import MapKey

#: As tall as a slide of reveal.js (960 × 700) leaves below a title, in pixels.
_SLIDE_PX, _CELL_PX = 560, 600
_SANDBOX = 'sandbox="allow-scripts allow-popups"'
#: Hands the keys that a map in a frame leaves over to the page around it; once, however many maps it has.
#: What the page uses takes the focus back, so that the next key is the page's own.
KEY_LISTENER = """<script>
    window.mapsvcKeys ||= !addEventListener("message", ({ data, source }) => {
      const frame = [...document.querySelectorAll("iframe")].find((each) => each.contentWindow === source);
      if (!frame || data?.type !== "mapsvc:key") return;
      const { key, code, keyCode, shiftKey } = data;
      const press = { key, code, keyCode, shiftKey, bubbles: true, cancelable: true };
      if (!document.dispatchEvent(new KeyboardEvent("keydown", press))) frame.blur();
    });
  </script>"""


def reveal_slide(address: str, *, title: str, file: str, hint: str, notes: Iterable[str]) -> str:
    """
    Return a slide for reveal.js, which turns by key after a click in its map too.

    Parameters
    ----------
    address
        Of the embed; loaded when the slide comes near.
    title
        Stands above the map.
    file
        Name of the one-file map that takes the address's place where there is no network.
    hint
        The sentence that says so.
    notes
        Paragraphs for the speaker: what happened, sources.
    """
    # A comment ends at two hyphens; the words are ours, the file's name is an id.
    told = "\n".join(f"    <p>{escape(note)}</p>" for note in notes)
    return (
        "<section>\n"
        f"  <h3>{escape(title)}</h3>\n"
        f'  <!-- {hint.replace("--", "–")}: data-src="{escape(file)}" -->\n'
        f'  <iframe data-src="{escape(address)}" title="{escape(title)}" allow="fullscreen" {_SANDBOX}\n'
        f'          style="width:100%;height:{_SLIDE_PX}px;border:0"></iframe>\n'
        f'  <aside class="notes">\n{told}\n  </aside>\n'
        f"  {KEY_LISTENER}\n"
        "</section>"
    )


def jupyter_cell(key: MapKey, *, lang: str, atlas: str, online: str, address: str) -> str:
    """
    Return a cell for Jupyter, which shows the map without a network.

    Parameters
    ----------
    key
        Of the map.
    lang
        One of the atlas's languages.
    atlas
        Folder of an atlas that is not the shipped one; empty for that.
    online, address
        A comment and the embed for those who have no mapsvc installed but a network.
    """
    opened = f"mapsvc.open_atlas({atlas!r})" if atlas else "mapsvc.open_atlas()"
    return (
        "import mapsvc\n\n"
        f"atlas = {opened}\n"
        f'atlas.map("{key}", lang="{lang}")\n\n'
        f"# {online}:\n"
        "# from IPython.display import IFrame\n"
        f'# IFrame({address!r}, width="100%", height={_CELL_PX})'
    )
