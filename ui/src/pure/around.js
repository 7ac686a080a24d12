/* Places for the name of a point: about its sign, or on it; those further off have a line to it. */
import table from "../../../templates/static/style.json" with { type: "json" };
import { boxesOf } from "./boxes.js";
import { leadOf } from "./ground-places.js";

const rules = table.placement;

/**
 * Places about a point, or on it.
 * @param {Word} word
 * @param {{scale: number}} plane how much larger than on a small screen words are
 * @param {XY} at
 * @param {import("./ground-places.js").Size} size
 * @returns {Candidate[]}
 */
export function aboutPoint(word, { scale }, at, size) {
  const { width, height } = size;
  if (word.centre) {
    return rules.within.slice(0, word.near ?? undefined).map(([dx, dy], slot) => ({
      x: at.x + dx * width * rules.within_across,
      y: at.y + dy * height,
      angle: word.angle || 0,
      cost: slot * rules.within_cost,
      slot,
      size,
    }));
  }
  const wide = word.gap || rules.gap_px;
  const gap = wide > rules.gap_px ? wide * scale : wide;
  const rings =
    word.priority <= rules.ringed_priority && word.tier <= rules.ringed_tier ? rules.rings : [rules.rings[0]];
  return rings.flatMap((ring, r) =>
    rules.around.map(([dx, dy, cost], slot) => {
      const off = gap * ring * (dx && dy ? rules.diagonal : 1); // a sign is round: nearer at its corners
      const spot = {
        x: at.x + dx * (off + width / 2),
        y: at.y + dy * (off + height / 2) * (dx ? rules.level : 1),
      };
      return {
        ...spot,
        angle: 0,
        cost: cost + r * rules.ring_cost,
        slot: r * rules.around.length + slot,
        size,
        ...(r ? { lead: leadOf(boxesOf({ ...spot, angle: 0 }, width, height)[0], at), short: gap } : {}),
      };
    }),
  );
}
