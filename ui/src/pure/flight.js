/* How long a flight from one view to another takes: longer the further it goes. */

const LEAST_S = 0.7;
const MOST_S = 1.8;

/**
 * Seconds; none where the next view is as good as here.
 * @param {{views: number, zoomed: number}} way widths of the view to go, and steps of the zoom
 */
export function flightOf({ views, zoomed }) {
  if (views < 0.004 && zoomed < 0.3) return 0;
  return Math.min(MOST_S, LEAST_S + 0.5 * views + 0.2 * zoomed);
}
