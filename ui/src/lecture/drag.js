/* A step is drawn by its grip, with mouse, pen or finger; the others make room. */
import { placeAt } from "../pure/lecture-steps.js";

const EDGE_PX = 60;
const SCROLL_PX = 12;

/**
 * @param {HTMLElement} list
 * @param {(id: number, to: number) => void} move
 */
export function dragCards(list, move) {
  list.addEventListener("pointerdown", (event) => {
    const grip = event.target instanceof Element ? event.target.closest(".lecture-grip") : null;
    const card = grip?.closest("[data-id]");
    if (!(grip instanceof HTMLElement) || !(card instanceof HTMLElement) || event.button > 0) return;
    new Drag(list, card, event, move).follow(grip);
  });
}

class Drag {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} card
   * @param {PointerEvent} from
   * @param {(id: number, to: number) => void} move
   */
  constructor(list, card, from, move) {
    this.list = list;
    this.card = card;
    this.move = move;
    this.start = from.clientY + window.scrollY;
    this.others = [...list.children]
      .filter((node) => node !== card)
      .map((node) => /** @type {HTMLElement} */ (node))
      .map((node) => ({
        node,
        top: node.getBoundingClientRect().top + window.scrollY,
        height: node.offsetHeight,
      }));
    const box = card.getBoundingClientRect();
    this.middle = box.top + window.scrollY + Math.min(box.height, 80) / 2;
    this.room = box.height + 12;
    this.from = [...list.children].indexOf(card);
    this.to = this.from;
    this.y = from.clientY;
    this.moving = false;
    this.frame = 0;
  }

  /** @param {HTMLElement} grip */
  follow(grip) {
    const ending = new AbortController();
    const { signal } = ending;
    /** @param {PointerEvent} event */
    const on = (event) => {
      this.y = event.clientY;
      if (!this.moving && Math.abs(this.y + window.scrollY - this.start) > 4)
        this.begin(grip, event.pointerId);
      if (this.moving) this.draw();
    };
    /** @param {boolean} done */
    const end = (done) => {
      ending.abort();
      if (this.moving) this.end(done);
    };
    document.addEventListener("pointermove", on, { signal });
    document.addEventListener("pointerup", () => end(true), { signal });
    document.addEventListener("pointercancel", () => end(false), { signal });
    document.addEventListener("keydown", ({ key }) => void (key === "Escape" && end(false)), { signal });
  }

  /**
   * @param {HTMLElement} grip
   * @param {number} pointer
   */
  begin(grip, pointer) {
    this.moving = true;
    grip.setPointerCapture(pointer);
    this.card.classList.add("is-drawn");
    this.list.classList.add("is-sorted");
    this.scroll();
  }

  draw() {
    const off = this.y + window.scrollY - this.start;
    this.card.style.transform = "translateY(" + off + "px)";
    this.to = placeAt(this.middle + off, this.others);
    this.others.forEach(({ node }, at) => {
      const way = at >= this.to && at < this.from ? 1 : at < this.to && at >= this.from ? -1 : 0;
      node.style.transform = way ? "translateY(" + way * this.room + "px)" : "";
    });
  }

  /** Near the edge of the window the page goes on. */
  scroll() {
    if (!this.moving) return;
    const way = this.y < EDGE_PX + 60 ? -1 : this.y > window.innerHeight - EDGE_PX ? 1 : 0;
    if (way) {
      window.scrollBy(0, way * SCROLL_PX);
      this.draw();
    }
    this.frame = requestAnimationFrame(() => this.scroll());
  }

  /** @param {boolean} done */
  end(done) {
    this.moving = false;
    cancelAnimationFrame(this.frame);
    this.card.classList.remove("is-drawn");
    this.list.classList.remove("is-sorted");
    this.card.style.transform = "";
    for (const { node } of this.others) node.style.transform = "";
    if (done && this.to !== this.from) this.move(Number(this.card.dataset.id), this.to);
  }
}
