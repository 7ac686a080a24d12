/* The days of an atlas: between two moments the picture stays the same. */

const PLAY_STEPS = 7000; // of long periods a step takes more than a day

/**
 * The moment whose picture a day has.
 * @param {number[]} moments
 * @param {number} n
 */
export function momentOf(moments, n) {
  let low = 0;
  let high = moments.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (moments[middle] <= n) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * The day to which a button leads.
 * @param {string} name
 * @param {number} day
 * @param {number[]} moments
 * @param {number} last
 */
export function stepTo(name, day, moments, last) {
  const here = momentOf(moments, day);
  switch (name) {
    case "back":
      return day - 1;
    case "on":
      return day + 1;
    case "moment-back":
      return moments[here] < day ? moments[here] : moments[Math.max(0, here - 1)];
    default:
      return here + 1 < moments.length ? moments[here + 1] : last;
  }
}

/**
 * The day that follows while the days play: the next change at the latest, nothing at the end.
 * @param {number} day
 * @param {number[]} moments
 * @param {number} last
 * @param {boolean} calm from change to change
 */
export function nextDay(day, moments, last, calm) {
  const stride = Math.max(1, Math.ceil(last / PLAY_STEPS));
  const change = moments[momentOf(moments, day) + 1];
  if (calm) return change;
  const step = Math.min(day + stride, change > day ? change : last, last);
  return step > day ? step : undefined;
}

/**
 * Days of which only the distances are told, from each to the next.
 * @param {string} gaps
 */
export function unpacked(gaps) {
  let day = 0;
  return gaps.split(" ").map((gap) => (day += Number(gap)));
}
