/* How the clock of a journey runs: with the frames of the screen, or from stop to stop for who wants no motion. */
import { advance, calmBegin } from "../pure/clock.js";
import { journey } from "./journey.js";

/** @typedef {import("./player.js").Player} Player */

const CALM_MS = 2400; // calm readers get a stop at a time
const SAY_MS = 90; // words change with the day, not with the frame

/**
 * @param {Player} player
 * @param {[begin: number, end: number]} span
 */
export function playOn(player, span) {
  const [, end] = span;
  let before = 0;
  let said = 0;
  player.step = null;
  /** @param {number} now */
  const tick = (now) => {
    player.t = advance(player.t, span, before ? now - before : 0, journey.speeds[player.speed]);
    before = now;
    player.place(false);
    player.diagram.point(player.t);
    if (now - said > SAY_MS || player.t >= end) {
      said = now;
      player.say();
    }
    if (player.t < end) player.frame = requestAnimationFrame(tick);
    else player.pause();
  };
  player.frame = requestAnimationFrame(tick);
}

/**
 * A stop, a rest, the next stop.
 * @param {Player} player
 */
export function playCalm(player) {
  const { t, step, track } = player;
  const { stops } = track.variant;
  /** @param {number} n */
  const next = (n) => {
    player.step = n;
    player.t = stops[n - 1].day;
    player.settle({ tween: false });
    if (n < stops.length) player.timer = window.setTimeout(() => next(n + 1), CALM_MS);
    else player.pause();
  };
  next(calmBegin(track.variant, { t, step, passed: track.passed(t) }));
}
