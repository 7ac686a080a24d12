/* How decisions are saved: at once, behind the reader's back; two tabs hear of each other. */
import { el } from "../../map/dom.js";
import { ask } from "../common/dialog.js";
import { frame, word } from "../common/frame.js";
import { read, send } from "../common/save.js";
import { DecisionQueue } from "../../pure/decision-queue.js";
import { page, said } from "./config.js";

/** @typedef {import("../../pure/decision-queue.js").Sent} Sent */
/** @typedef {import("../../pure/decision-queue.js").Result} Result */
/** @typedef {import("../../pure/mention-states.js").Decided} Decided */

const AGAIN_MS = 4000;
const URL = `/edit/read/${page.text}/decisions.json`;

export class Saving {
  /** @param {import("./room.js").ReadRoom} room */
  constructor(room) {
    this.room = room;
    this.queue = new DecisionQueue(save, (result, sent) => this.told(result, sent));
    this.again = 0;
    this.others = new BroadcastChannel(`mapsvc-edit ${frame.atlas} ${page.text}`);
    this.others.addEventListener("message", () => this.refresh());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.refresh();
    });
    window.addEventListener("online", () => this.queue.flush());
  }

  /**
   * @param {Result} result
   * @param {Sent[]} sent
   */
  told(result, sent) {
    clearTimeout(this.again);
    if (result.ok) {
      this.room.settle(result);
      if (result.decisions?.length) this.others.postMessage("saved");
      if (result.disagreed?.length) this.choose(result.disagreed, sent);
    } else if (result.refused) {
      this.refresh();
    } else {
      this.again = window.setTimeout(() => this.queue.flush(), AGAIN_MS);
    }
  }

  /** Read again what stands decided: somebody else wrote, or something was undone. */
  async refresh() {
    const { ok, data } = await read(URL);
    if (!ok) return;
    this.queue.know(data.decisions);
    Object.assign(this.room.known.ids.linked, data.linked);
    this.room.replaceDecisions(data.decisions);
  }

  /**
   * Two decided on one mention: the reader sees both, and says which holds.
   * @param {Decided[]} theirs
   * @param {Sent[]} sent
   */
  async choose(theirs, sent) {
    const ours = theirs.map((one) =>
      sent.find(({ line, column, type }) => line === one.line && column === one.column && type === one.type),
    );
    const list = el("ul", "read-both");
    for (const [n, one] of theirs.entries()) {
      const row = list.appendChild(el("li"));
      row.append(
        el("strong", "", one.surface || `${one.line}:${one.column}`),
        el("span", "", word("theirs", this.inWords(one))),
        el("span", "", word("yours", this.inWords(/** @type {any} */ (ours[n])))),
      );
    }
    const chosen = await ask(
      word("both_title"),
      [el("p", "", word("both_said")), list],
      [
        { value: "theirs", label: word("take_theirs"), main: true },
        { value: "mine", label: word("keep_mine") },
      ],
    );
    if (chosen !== "mine") return this.refresh();
    const again = ours.flatMap((one) => (one ? [one] : []));
    return this.queue.put(again, "");
  }

  /** @param {Partial<Decided> & {action?: string}} decided */
  inWords({ action, place, usage, edtf }) {
    if (action === "reject") return word("state_rejected");
    if (action !== "accept") return word("state_unread");
    return (
      edtf ||
      [this.room.known.placeOf(place || "")?.name ?? place, usage && said("reading.usage_", usage)]
        .filter(Boolean)
        .join(", ")
    );
  }
}

/**
 * @param {Sent[]} decisions
 * @param {Record<string, object>} places
 * @param {string} what
 * @returns {Promise<Result>}
 */
async function save(decisions, places, what) {
  const { ok, status, data } = await send("POST", URL, { decisions, places, what });
  return { ok, refused: status >= 400 && status < 500, ...(ok ? data : {}) };
}
