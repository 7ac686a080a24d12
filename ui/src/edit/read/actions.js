/* What a reader can do with the mention in hand, by a button, a key or the map. */
import { el, find } from "../../map/dom.js";
import { ask } from "../common/dialog.js";
import { word } from "../common/frame.js";
import { read } from "../common/save.js";
import { page, said } from "./config.js";
import { valueOf } from "../../pure/mention-states.js";

/** @typedef {import("../../pure/mention-states.js").Item} Item */
/** @typedef {import("./config.js").Place} Place */

let made = 0;

export class Actions {
  /** @param {import("./room.js").ReadRoom} room */
  constructor(room) {
    this.room = room;
    /** @type {() => void} opens the search for a place */
    this.search = () => undefined;
    this.goOn = /** @type {HTMLInputElement} */ (find("#read-go-on"));
  }

  /**
   * Decide on what is in hand, and go on to the next unread.
   * @param {Record<string, string>} changes
   * @param {string} what
   */
  settle(changes, what, places = {}, isLast = true) {
    const { here } = this.room;
    if (!here) return;
    this.room.decide([here], changes, what, places);
    if (!isLast || !this.goOn.checked) this.room.text.bring(here);
    else if (!this.room.stepUnread()) this.room.text.bring(here);
  }

  accept = () => {
    const { here, known } = this.room;
    if (!here) return;
    const isRejected = here.decided?.action === "reject";
    if (here.type === "place" && !known.placeNow(here) && !(isRejected && here.found?.place))
      return this.search();
    this.settle({ action: "accept" }, word("what_accept", here.surface));
  };

  reject = () => {
    const { here } = this.room;
    if (!here) return;
    if (!here.found && !here.decided) return this.drop(here);
    this.settle({ action: "reject" }, word("what_reject", here.surface));
  };

  /** Words that were selected and given no place. @param {Item} item */
  drop(item) {
    this.room.known.dropUnfound((other) => other !== item);
    this.room.text.redraw();
    this.room.take(null);
  }

  forget = () => {
    const { here } = this.room;
    if (here?.decided) this.settle({ action: "forget" }, word("what_forget", here.surface), {}, false);
  };

  doubt = () => {
    const { here, known } = this.room;
    if (!here || (here.type === "place" && !known.placeNow(here))) return;
    const certainty = here.decided?.certainty === "uncertain" ? "" : "uncertain";
    this.settle(
      { action: "accept", certainty },
      word("what_doubt", here.surface),
      {},
      certainty === "uncertain",
    );
  };

  /** @param {Place} place */
  choose = (place) => {
    const { here, known } = this.room;
    if (here?.type !== "place") return;
    known.places[place.id] ??= place;
    this.settle({ action: "accept", place: place.id }, `${here.surface}: ${place.name}`);
  };

  /** By its number on the card. @param {number} n */
  chooseNth = (n) => {
    const { here, known } = this.room;
    const other = here && known.othersOf(here)[n - 1];
    if (other) this.choose(other.place);
  };

  /**
   * A place that no list has.
   * @param {{name: string, lon: number | null, lat: number | null}} place
   */
  create = ({ name, lon, lat }) => {
    const { here, known } = this.room;
    if (here?.type !== "place") return;
    made += 1;
    const id = `new-${made}-${Date.now()}`;
    const kind = here.found?.kind || "settlement";
    known.places[id] = { id, name, kind, lon, lat, country: "", tier: "atlas", people: 0, start: 0, end: 0 };
    const places = { [id]: { name, lon, lat, kind } };
    this.settle({ action: "accept", place: id }, `${here.surface}: ${name}`, places);
  };

  /** @param {string} usage */
  use = (usage) => {
    const { here, known } = this.room;
    if (here?.type !== "place" || !known.placeNow(here)) return;
    const what = `${here.surface}: ${said("reading.usage_", usage)}`;
    this.settle({ action: "accept", usage }, what, {}, false);
  };

  nextUsage = () => {
    const { here } = this.room;
    if (!here) return;
    const at = page.usages.indexOf(valueOf(here, "usage"));
    this.use(page.usages[(at + 1) % page.usages.length]);
  };

  /** A note on what is decided; on what is not it waits for the decision. */
  note = () => {
    const { here, note } = this.room;
    if (!here?.decided || note === (here.decided.reason ?? "")) return;
    const { action } = here.decided;
    this.settle({ action: action ?? "accept", reason: note }, word("what_note", here.surface), {}, false);
  };

  /**
   * @param {string} typed
   * @param {string} calendar
   * @returns {Promise<string>} what is wrong with it
   */
  date = async (typed, calendar) => {
    const { here } = this.room;
    if (!here) return "";
    const query = new URLSearchParams({ q: typed, calendar, language: page.language });
    const { ok, data } = await read(`/edit/read/date.json?${query}`);
    if (!ok) return data.problems?.[0]?.message ?? word("failed");
    if (here === this.room.here) {
      const { edtf, gregorian } = data;
      const changes = { action: "accept", edtf, gregorian, calendar: data.calendar };
      this.settle(changes, `${here.surface}: ${edtf}`);
    }
    return "";
  };

  /** The same for all mentions of a name: those that nobody has read, or all. */
  all = async () => {
    const { here, known } = this.room;
    if (!here) return;
    const twins = known.twinsOf(here);
    const unread = twins.filter((twin) => !twin.decided);
    const place = known.placeNow(here);
    const named = place?.name ?? valueOf(here, "edtf");
    const buttons = [];
    if (named) {
      buttons.push({ value: "unread", label: word("all_unread", unread.length, named), main: true });
      buttons.push({ value: "all", label: word("all_all", twins.length, named) });
    }
    buttons.push({ value: "reject", label: word("all_reject", twins.length), main: !named });
    buttons.push({ value: "", label: word("cancel") });
    const body = [el("p", "", word("all_said", twins.length, unread.length))];
    const chosen = await ask(word("all_title", here.surface), body, buttons);
    this.allAs(chosen, here, twins);
  };

  /**
   * @param {string} chosen
   * @param {Item} here
   * @param {Item[]} twins
   */
  allAs(chosen, here, twins) {
    const { room } = this;
    const place = room.known.placeNow(here)?.id;
    /** @type {Record<string, string>} */
    const changes = { action: "accept", ...(place && { place }) };
    const meant = chosen === "unread" ? twins.filter((twin) => !twin.decided) : twins;
    if (chosen === "reject") room.decide(twins, { action: "reject" }, word("what_reject", here.surface));
    else if (chosen && meant.length)
      room.decide(meant, changes, word("what_all", here.surface, meant.length));
    else return room.text.bring(here);
    if (!this.goOn.checked || !room.stepUnread()) room.text.bring(here);
    return undefined;
  }

  /** "This is a place": the words that are selected. */
  mark = () => {
    const selected = this.room.text.selected();
    if (!selected) return;
    document.getSelection()?.removeAllRanges();
    this.room.take(this.room.add(selected));
    this.search();
  };
}
