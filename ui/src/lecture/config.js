/* What the page says: what there is to show, limits, words. */

/**
 * @typedef {object} Part what of a map is worth a step of its own
 * @property {string} stop
 * @property {string} title
 * @property {string} when
 * @property {Record<string, string>} asks of the frame of its map
 */

/**
 * @typedef {object} Thing a map that a step can show
 * @property {string} show
 * @property {string} title
 * @property {string} frame address of the bare map
 * @property {Record<string, any>} shows the fields of a tour's step that shows it
 * @property {string[]} cites
 * @property {string} [told] what the atlas says of it
 * @property {string} [when]
 * @property {[first: string, last: string]} [days] on which it can be asked for
 * @property {Part[]} [parts]
 */

/** @typedef {{id: string, label: string}} Choice */
/** @typedef {{id: string, title: string, wishes: string[], items: Thing[]}} Group */
/** @typedef {{sides: (Choice & {frame: number})[], first: [string, string][], modes: Choice[], example: {a: string, b: string, frame: string}}} Pairs */

/**
 * @typedef {object} LectureConfig
 * @property {Group[]} groups
 * @property {Pairs | null} compare
 * @property {{first: string, last: string, opening: string, views: Choice[], frame: string}} days
 * @property {{steps: number, words: number, link: number, bytes: number}} limits
 * @property {string} made where a lecture is sent
 * @property {{title: string, source: string}} atlas its title, and a work that it rests on
 * @property {CalendarWords} calendar how a day is said
 * @property {Record<string, string>} tour words of a tour's screen
 * @property {Choice[]} languages
 * @property {Record<string, string>} slides how many there are, by form of number
 * @property {Record<string, string>} words
 */

/** @type {LectureConfig} */
export const config = JSON.parse(document.getElementById("lecture-data")?.textContent || "{}");

/** A frozen site has no service that makes files. */
export const frozen = document.documentElement.dataset.frozen !== undefined;

/**
 * Words of the page with values in them.
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export const say = (key, values = {}) =>
  Object.entries(values).reduce(
    (words, [name, value]) => words.replace("{" + name + "}", () => String(value)),
    config.words[key] || key,
  );
