/* Two borders on one map: overlay, swipe and difference share the view; an inset shows what is small. */
import { mapsvc } from "../api.js";
import { config } from "./config.js";
import { buildInset } from "./inset.js";
import { Modes } from "./modes.js";
import { HeldFoot, holdHint } from "./room.js";
import { Stack } from "./stack.js";

const NARROW = "(max-width: 699px)";

mapsvc.drawWith(() => new Stack());
mapsvc.whenMade((main) => {
  const narrow = main.getContainer().closest(".embed") && window.matchMedia(NARROW).matches;
  if (config.inset && !narrow) buildInset(main, config.inset);
  const modes = new Modes(main);
  if (modes.hint) holdHint(modes.hint);
  modes.set(mapsvc.askedFor().mode ?? config.mode);
  new HeldFoot(modes);
  main.invalidateSize({ animate: false }); // the key has been folded since the map was made
  const framed = modes.mode === "swipe" && config.changed?.extent;
  mapsvc.fitExtent(main, framed || modes.features.payload.extent, false);
  modes.aim();
  main.on("resize", () => modes.aim());
});
