/* How long a flight from one view to another takes: longer the further it goes. */
import { EARTH_M_ROUND } from "./projection.js";

const LEAST_S = 0.7;
const MOST_S = 1.8;

/**
 * Seconds; none where the next view is as good as here.
 * @param {{across: number, metres: number, zoomed: number}} way `across`: the width of the view as a share of the world
 */
export function flightOf({ across, metres, zoomed }) {
  const views = metres / EARTH_M_ROUND / Math.max(across, 1e-6);
  if (views < 0.004 && zoomed < 0.3) return 0;
  return Math.min(MOST_S, LEAST_S + 0.5 * views + 0.2 * zoomed);
}
