/* Shapes that many maps share: a thing may be one of them, or several in one. */

/** What stands between the ids of the shapes that one thing is made of; `scene/features/districts.py` writes it. */
const JOIN = "+";

/**
 * The shape of an id; of several ids the shapes together, nothing if one lacks.
 * @param {Map<string, Geometry | null | undefined>} shapes
 * @param {string} id
 * @returns {Geometry | null | undefined}
 */
export function shapeOf(shapes, id) {
  if (shapes.has(id) || !id.includes(JOIN)) return shapes.get(id);
  const parts = id.split(JOIN).map((part) => shapes.get(part));
  const [first] = parts;
  if (!first || parts.some((part) => !part)) return null;
  const type = first.type.replace("Multi", "");
  const coordinates = parts.flatMap((part) =>
    part ? (part.type === type ? [part.coordinates] : part.coordinates) : [],
  );
  return { type: "Multi" + type, coordinates };
}
