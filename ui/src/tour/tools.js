/* The tools of a tour: notes, full screen, paper, the list of its steps. */
import { mapsvc } from "../api.js";
import { config } from "./config.js";

export class Tools {
  /**
   * @param {HTMLElement} root
   * @param {() => void} onNotes what to do when the notes have changed how much text there is
   */
  constructor(root, onNotes) {
    this.root = root;
    this.onNotes = onNotes;
    this.notes = false;
    this.list = /** @type {HTMLDetailsElement} */ (mapsvc.find("[data-list]", root));
    this.notesButton = mapsvc.find("[data-notes]", root);
    this.listenNotes();
    this.listenFull();
    const print = mapsvc.find("[data-print]", root);
    print.hidden = false;
    print.addEventListener("click", () => window.print());
    document.addEventListener("click", ({ target }) => {
      if (this.list.open && target instanceof Node && !this.list.contains(target)) this.list.open = false;
    });
  }

  listenNotes() {
    this.notesButton.hidden = !this.root.querySelector(".tour-notes");
    this.notesButton.addEventListener("click", () => this.showNotes(!this.notes));
    window.addEventListener("beforeprint", () => this.openNotes(true));
    window.addEventListener("afterprint", () => this.showNotes(this.notes));
  }

  listenFull() {
    const button = mapsvc.find("[data-full]", this.root);
    button.hidden = !document.fullscreenEnabled;
    button.addEventListener("click", () => this.toggleFull());
    document.addEventListener("fullscreenchange", () => {
      const on = Boolean(document.fullscreenElement);
      const text = on ? config.words.fullscreen_exit : config.words.fullscreen;
      button.setAttribute("aria-pressed", String(on));
      button.setAttribute("aria-label", text);
      button.title = text + " (F)";
    });
  }

  toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen().catch(() => {});
    return true;
  }

  /** @param {boolean} on */
  showNotes(on) {
    this.notes = on;
    this.notesButton.setAttribute("aria-pressed", String(on));
    this.openNotes(on);
    return true;
  }

  /** @param {HTMLElement} step whose notes are asked for */
  askNotes(step) {
    if (step.querySelector(".tour-notes")) return this.showNotes(!this.notes);
    mapsvc.tell(mapsvc.word("no_notes"));
    return true;
  }

  /** @param {boolean} on */
  openNotes(on) {
    for (const notes of this.root.querySelectorAll("details.tour-notes"))
      /** @type {HTMLDetailsElement} */ (notes).open = on;
    this.onNotes();
  }

  /** Close the list of steps, and leave the focus at its handle. */
  closeList() {
    this.list.open = false;
    mapsvc.find("summary", this.list).focus();
  }
}
