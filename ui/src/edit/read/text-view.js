/*
 * The text: all of it stands in the page as plain words, piece by piece, which the browser lays out when they are
 * near; its marks are made for the pieces that are near, and go with them.
 */
import { calm, el } from "../../map/dom.js";
import { isDoubtful, passes, stateOf } from "../../pure/mention-states.js";
import { word } from "../common/frame.js";
import { lastAt, piecesOf, trimmed } from "../../pure/text-places.js";

/** @typedef {import("../../pure/mention-states.js").Item} Item */
/** @typedef {import("./room.js").ReadRoom} ReadRoom */

const PIECE = 1600; // letters
const NEAR_PX = 900;
const TRIES = 4;
/** Letters in a line and the height of one, to begin with. */
const [LETTERS, LINE_PX] = [70, 29];

export class TextView {
  /**
   * @param {ReadRoom} room
   * @param {HTMLElement} box
   */
  constructor(room, box) {
    this.room = room;
    this.box = box;
    /** @type {[number, number][]} */
    this.pieces = [];
    /** @type {number[]} */
    this.begins = [];
    /** @type {HTMLElement[]} */
    this.nodes = [];
    /** @type {Map<Item, HTMLElement>} the marks that are there */
    this.marks = new Map();
    /** @type {Set<number>} pieces with marks */
    this.drawn = new Set();
    /** @type {Set<number>} pieces on the screen */
    this.seen = new Set();
    const root = getComputedStyle(box).overflowY === "auto" ? box : null;
    this.near = new IntersectionObserver((entries) => this.onNear(entries), {
      root,
      rootMargin: `${NEAR_PX}px`,
    });
    this.shown = new IntersectionObserver((entries) => this.onShown(entries), { root });
    box.addEventListener("click", (event) => this.onClick(event));
    box.addEventListener("focusin", ({ target }) => this.onFocus(target));
  }

  /** @param {string} words */
  set(words) {
    this.pieces = piecesOf(words, PIECE);
    this.begins = this.pieces.map(([begin]) => begin);
    this.nodes = this.pieces.map(([begin, end], n) => {
      const text = words.slice(begin, end);
      const node = el("div", "read-piece", text);
      node.dataset.n = String(n);
      const lines = text
        .split("\n")
        .reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LETTERS)), 0);
      node.style.containIntrinsicBlockSize = `auto ${lines * LINE_PX}px`;
      return node;
    });
    this.box.replaceChildren(...this.nodes);
    for (const node of this.nodes) {
      this.near.observe(node);
      this.shown.observe(node);
    }
  }

  // ---- marks ------------------------------------------------------------------------------------
  /** @param {IntersectionObserverEntry[]} entries */
  onNear(entries) {
    for (const { target, isIntersecting } of entries) {
      const n = Number(/** @type {HTMLElement} */ (target).dataset.n);
      if (isIntersecting) this.draw(n);
      else if (this.drawn.has(n) && !this.nodes[n].contains(document.activeElement)) this.clear(n);
    }
  }

  /** @param {IntersectionObserverEntry[]} entries */
  onShown(entries) {
    for (const { target, isIntersecting } of entries) {
      const n = Number(/** @type {HTMLElement} */ (target).dataset.n);
      if (isIntersecting) this.seen.add(n);
      else this.seen.delete(n);
    }
    this.room.onSeen();
  }

  /**
   * The items of a piece.
   * @param {number} n
   */
  itemsIn(n) {
    const { items, starts } = this.room.known;
    const [begin, end] = this.pieces[n];
    return items.slice(lastAt(starts, begin - 1) + 1, lastAt(starts, end - 1) + 1);
  }

  /** The items of the pieces on the screen. */
  itemsSeen() {
    return [...this.seen].sort((a, b) => a - b).flatMap((n) => this.itemsIn(n));
  }

  /** @param {number} n */
  draw(n) {
    if (this.drawn.has(n) || !this.room.known.items.length) return;
    this.drawn.add(n);
    const { words } = this.room.known;
    const [begin, end] = this.pieces[n];
    const parts = [];
    let at = begin;
    for (const item of this.itemsIn(n)) {
      if (item.start < at) continue; // a day within an interval: the longer one has the mark
      parts.push(words.slice(at, item.start));
      at = Math.min(end, item.end);
      const mark = el("span", "", words.slice(item.start, at));
      mark.setAttribute("role", "button");
      mark.tabIndex = -1;
      mark.dataset.key = item.key;
      this.marks.set(item, mark);
      this.dress(item);
      parts.push(mark);
    }
    parts.push(words.slice(at, end));
    this.nodes[n].replaceChildren(...parts);
  }

  /** @param {number} n */
  clear(n) {
    this.drawn.delete(n);
    for (const item of this.itemsIn(n)) this.marks.delete(item);
    const [begin, end] = this.pieces[n];
    this.nodes[n].textContent = this.room.known.words.slice(begin, end);
  }

  /** Make all marks anew: there are others. */
  redraw() {
    const drawn = [...this.drawn];
    this.marks.clear();
    this.drawn.clear();
    for (const n of drawn) this.draw(n);
  }

  /**
   * Show what a mark's mention is now.
   * @param {Item} item
   */
  dress(item) {
    const mark = this.marks.get(item);
    if (!mark) return;
    const { filter, here, known } = this.room;
    const { ids } = known;
    const state = stateOf(item, ids);
    const isDoubt = isDoubtful(item);
    const names = ["m", `m-${item.type}`, `is-${state}`];
    if (isDoubt) names.push("is-doubtful");
    if (!passes(item, filter, ids)) names.push("is-quiet");
    if (here && here !== item && here.name === item.name) names.push("is-twin");
    if (here === item) names.push("is-here");
    mark.className = names.join(" ");
    mark.tabIndex = here === item ? 0 : -1;
    if (here === item) mark.setAttribute("aria-current", "true");
    else mark.removeAttribute("aria-current");
    const doubt = isDoubt ? `, ${word("state_doubtful")}` : "";
    mark.setAttribute("aria-description", word(`state_${state}`) + doubt);
  }

  dressAll() {
    for (const item of this.marks.keys()) this.dress(item);
  }

  // ---- where one reads --------------------------------------------------------------------------
  /**
   * Bring a mention before the reader's eyes. A piece that was never laid out has a height that was guessed, so that
   * it may take a second look.
   * @param {Item} item
   * @param {{focus?: boolean}} [how]
   */
  bring(item, { focus = true } = {}) {
    const n = lastAt(this.begins, item.start);
    if (n < 0) return;
    this.draw(n);
    const mark = this.marks.get(item) ?? this.nodes[n];
    if (focus) mark.focus({ preventScroll: true });
    this.scrollTo(mark, TRIES);
  }

  /**
   * @param {HTMLElement} node
   * @param {number} left
   */
  scrollTo(node, left) {
    const at = node.getBoundingClientRect();
    const view = this.box.getBoundingClientRect();
    const [top, bottom] = [Math.max(view.top, 0), Math.min(view.bottom, this.room.floor())];
    if (at.top >= top + 40 && at.bottom <= bottom - 60) return;
    const far = Math.abs(at.top - top) > 2 * (bottom - top);
    const smooth = !far && !calm() && left === TRIES;
    node.scrollIntoView({ block: "center", behavior: smooth ? "smooth" : "auto" });
    if (left && !smooth) requestAnimationFrame(() => node.isConnected && this.scrollTo(node, left - 1));
  }

  /** @param {MouseEvent} event */
  onClick({ target }) {
    const item = this.itemAt(target);
    if (item) this.room.take(item, { scroll: false });
  }

  /** @param {EventTarget | null} target */
  onFocus(target) {
    const item = this.itemAt(target);
    if (item && item !== this.room.here) this.room.take(item, { scroll: false });
  }

  /** @param {EventTarget | null} target */
  itemAt(target) {
    const mark = target instanceof HTMLElement ? target.closest("[data-key]") : null;
    return mark instanceof HTMLElement ? this.room.known.byKey.get(mark.dataset.key || "") : undefined;
  }

  /** The words that are selected, as offsets; nothing if there are none. */
  selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const [from, to] = [
      this.offsetAt(range.startContainer, range.startOffset),
      this.offsetAt(range.endContainer, range.endOffset),
    ];
    return from === null || to === null ? null : trimmed(this.room.known.words, from, to);
  }

  /**
   * @param {Node} node
   * @param {number} offset
   */
  offsetAt(node, offset) {
    const element = node instanceof Element ? node : node.parentElement;
    const piece = element?.closest(".read-piece");
    if (!(piece instanceof HTMLElement) || !this.box.contains(piece)) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, offset);
    return this.begins[Number(piece.dataset.n)] + before.toString().length;
  }
}
