/* The address of the page tells the moment, so that it can be kept and sent. */
import { mapsvc } from "../api.js";
import { isoOf } from "./journey.js";

/** @param {import("./player.js").Player} player */
export function writeAddress(player) {
  player.writing = 0;
  /** @param {URL} url */
  const put = (url) => {
    url.searchParams.set("at", isoOf(Math.round(player.t)));
    url.searchParams.set("variant", player.track.variant.id);
    if (player.step) url.searchParams.set("stop", String(player.step));
    else url.searchParams.delete("stop");
    return url.pathname + url.search;
  };
  mapsvc.showAddress(put(new URL(location.href)) + location.hash);
  for (const node of mapsvc.findAll(".language-switch a, link[rel=alternate]")) {
    const link = /** @type {HTMLAnchorElement | HTMLLinkElement} */ (node);
    try {
      link.href = put(new URL(link.href));
    } catch {
      /* a file has no other language */
    }
  }
}
