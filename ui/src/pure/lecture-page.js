/* A lecture as one page of text and frames, for sites without a service that makes more of it. Words go in as text. */

/** @type {Record<string, string>} */
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** @param {string} text */
const safe = (text) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign]);

/**
 * @param {string} name
 * @param {string} text
 */
const element = (name, text) => (text ? "<" + name + ">" + safe(text) + "</" + name + ">\n" : "");

const STYLE =
  "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:1.1rem/1.5 serif}" +
  "iframe{width:100%;aspect-ratio:16/9;border:1px solid}blockquote{white-space:pre-line}";

/**
 * @typedef {object} PageStep
 * @property {string} heading
 * @property {string} when
 * @property {string} paragraph
 * @property {string} notes
 * @property {string} frame address of its map
 */

/** @param {{title: string, lang: string, steps: PageStep[]}} lecture */
export function lecturePage({ title, lang, steps }) {
  const parts = steps.map(
    ({ heading, when, paragraph, notes, frame }) =>
      element("h2", heading) +
      element("p", when) +
      '<iframe src="' +
      safe(frame) +
      '" title="' +
      safe(heading) +
      '"></iframe>\n' +
      element("p", paragraph) +
      element("blockquote", notes),
  );
  return (
    '<!doctype html>\n<html lang="' +
    safe(lang) +
    '">\n<meta charset="utf-8">\n' +
    element("title", title) +
    "<style>" +
    STYLE +
    "</style>\n" +
    element("h1", title) +
    parts.join("") +
    "</html>\n"
  );
}
