/* What of the page is on the screen: in a frame only the page around it decides, and the browser tells. */

/** @typedef {{left: number, top: number, right: number, bottom: number}} Seen in pixels of the window */

/** Does the page stand in a frame of another? */
export const framed = window.parent !== window;

/** Has the map the whole screen, in a frame or not? */
export const isFull = () => Boolean(document.fullscreenElement);

/**
 * Go on with what can be seen of the window.
 * @param {(seen: Seen) => void} then at once, in a frame a moment later
 */
export function whenSeen(then) {
  const whole = { left: 0, top: 0, right: window.innerWidth, bottom: window.innerHeight };
  if (!framed || isFull()) {
    then(whole);
    return;
  }
  new IntersectionObserver(([{ intersectionRect }], observer) => {
    observer.disconnect();
    then(intersectionRect.height ? intersectionRect : whole);
  }).observe(document.documentElement);
}

/**
 * What of an element lies within.
 * @param {Element} node
 * @param {Seen} seen
 * @returns {Seen}
 */
export function partOf(node, seen) {
  const { left, top, right, bottom } = node.getBoundingClientRect();
  return {
    left: Math.max(left, seen.left),
    top: Math.max(top, seen.top),
    right: Math.min(right, seen.right),
    bottom: Math.min(bottom, seen.bottom),
  };
}

/**
 * Bring a row of a list into view within the list's own box. The page stays where it is: its reader is there.
 * @param {Element} row
 */
export function scrollWithin(row) {
  let box = row.parentElement;
  while (box && !(box.scrollHeight > box.clientHeight && /auto|scroll/.test(getComputedStyle(box).overflowY)))
    box = box.parentElement;
  if (!box || box === document.body || box === document.scrollingElement) return;
  const [at, within] = [row.getBoundingClientRect(), box.getBoundingClientRect()];
  if (within.bottom < 0 || within.top > window.innerHeight) return;
  if (at.top < within.top) box.scrollTop -= within.top - at.top;
  else if (at.bottom > within.bottom) box.scrollTop += at.bottom - within.bottom;
}
