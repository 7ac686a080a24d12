/* The steps in their order: moved by buttons, keys, mouse or finger. */
import { find } from "../map/dom.js";
import { Card } from "./card.js";
import { say } from "./config.js";
import { dragCards } from "./drag.js";

/** @typedef {import("./store.js").Steps} Steps */

export class StepList {
  /**
   * @param {Steps} store
   * @param {{moved: (words: string) => void, removed: (title: string) => void}} tell
   * @param {(step: any) => Card} [make] the card of a step, where it has fields of another kind
   */
  constructor(store, tell, make = (step) => new Card(store, step)) {
    this.store = store;
    this.make = make;
    this.tell = tell;
    this.list = find("[data-steps]");
    /** @type {Map<number, Card>} */
    this.cards = new Map();
    this.list.addEventListener("click", (event) => this.onClick(event));
    this.list.addEventListener("keydown", (event) => this.onKey(event));
    dragCards(this.list, (id, to) => this.move(id, to));
    store.watchers.push(() => this.draw());
    this.draw();
  }

  draw() {
    const { steps } = this.store;
    for (const [id, card] of this.cards) {
      if (steps.some((step) => step.id === id)) continue;
      card.node.remove();
      this.cards.delete(id);
    }
    steps.forEach((step, at) => {
      const card = this.cards.get(step.id) || this.make(step);
      this.cards.set(step.id, card);
      if (this.list.children[at] !== card.node)
        this.list.insertBefore(card.node, this.list.children[at] || null);
      card.place(at, steps.length);
    });
  }

  /** @param {EventTarget | null} target */
  cardOf(target) {
    const node = target instanceof Element ? target.closest("[data-id]") : null;
    return node instanceof HTMLElement ? this.cards.get(Number(node.dataset.id)) : undefined;
  }

  /** @param {MouseEvent} event */
  onClick({ target }) {
    const card = this.cardOf(target);
    const button = target instanceof Element ? target.closest("button") : null;
    if (!card || !button) return;
    const at = this.store.steps.findIndex(({ id }) => id === card.id);
    if (button === card.up) this.move(card.id, at - 1);
    else if (button === card.down) this.move(card.id, at + 1);
    else if (button === card.gone) this.remove(card, at);
  }

  /**
   * Alt with ↑ ↓ wherever the focus is in a step; a text has its own use of the keys with no Alt.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    const way = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const card = this.cardOf(event.target);
    if (!card || !way || event.ctrlKey || event.metaKey) return;
    if (!event.altKey && event.target !== card.grip) return;
    event.preventDefault();
    this.move(card.id, this.store.steps.findIndex(({ id }) => id === card.id) + way);
  }

  /**
   * @param {number} id
   * @param {number} to
   */
  move(id, to) {
    const focused = document.activeElement;
    const at = this.store.move(id, to);
    const card = this.cards.get(id);
    if (!card) return;
    if (focused instanceof HTMLElement && card.node.contains(focused)) {
      // A button that can go no further gives the focus to its twin.
      (focused.matches(":disabled") ? card.grip : focused).focus({ preventScroll: true });
    }
    card.node.scrollIntoView({ block: "nearest" });
    this.tell.moved(say("moved", { title: card.title, n: at + 1, all: this.store.steps.length }));
  }

  /**
   * @param {Card} card
   * @param {number} at
   */
  remove(card, at) {
    const next = this.store.steps[at + 1] || this.store.steps[at - 1];
    this.store.remove(card.id);
    this.tell.removed(card.title);
    this.cards.get(next?.id ?? -1)?.gone.focus({ preventScroll: true });
  }
}
