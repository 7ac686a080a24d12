/* The card of the mention in hand: what was read and why, what else it may be, and what can be done with it. */
import { buttonEl, el, find } from "../../map/dom.js";
import { isDoubtful, stateOf, valueOf } from "../../pure/mention-states.js";
import { word } from "../common/frame.js";
import { kindOf, page, percent, said, tellsOf } from "./config.js";

/** @typedef {import("../../pure/mention-states.js").Item} Item */
/** @typedef {import("./config.js").Place} Place */
/** @typedef {import("./room.js").ReadRoom} ReadRoom */
/** @typedef {import("./actions.js").Actions} Actions */

/**
 * @param {string} className
 * @param {string} label
 * @param {string} key
 * @param {() => void} act
 */
export function keyButton(className, label, key, act) {
  const button = buttonEl(className);
  button.append(el("span", "", label));
  if (key) {
    const shown = el("kbd", "", key);
    shown.setAttribute("aria-hidden", "true");
    button.append(" ", shown);
  }
  button.addEventListener("click", act);
  return button;
}

/**
 * Keep the card what is in hand. It is made anew only where it says something else: who is about to press a button of
 * it keeps that button when something was saved.
 * @param {ReadRoom} room
 * @param {Actions} actions
 */
export function showCard(room, actions) {
  const box = find("#read-card");
  let told = "";
  room.listeners.push(() => {
    const tells = saysOf(room);
    if (tells === told) return;
    told = tells;
    box.replaceChildren(...cardNodes(room, actions));
  });
}

/** @param {ReadRoom} room */
function saysOf({ here, known }) {
  if (!here) return "-";
  const { seen: _, ...decided } = here.decided ?? { seen: "" };
  const others = known.othersOf(here).map(({ place }) => place.name);
  return JSON.stringify([here.key, decided, known.placeNow(here)?.name, others, known.twinsOf(here).length]);
}

/**
 * @param {ReadRoom} room
 * @param {Actions} actions
 * @returns {Node[]}
 */
function cardNodes(room, actions) {
  const { here: item } = room;
  if (!item) return [el("p", "quiet", word("start"))];
  const body = item.type === "date" ? dateNodes(room, item, actions) : placeNodes(room, item, actions);
  return [headOf(room, item), ...body, noteOf(room, item, actions)];
}

/**
 * @param {ReadRoom} room
 * @param {Item} item
 */
function headOf(room, item) {
  const head = el("header", "read-card-head");
  const state = stateOf(item, room.known.ids);
  const twins = room.known.twinsOf(item);
  const name = el("h2", "read-card-name", item.surface);
  name.dir = "auto";
  const marks = el("span", `read-state is-${state}`, word(`state_${state}`));
  head.append(name, marks);
  if (isDoubtful(item)) head.append(el("span", "read-state is-doubtful", word("state_doubtful")));
  head.append(el("p", "quiet", word("where", item.line, twins.indexOf(item) + 1, twins.length)));
  return head;
}

/**
 * @param {ReadRoom} room
 * @param {Item} item
 * @param {Actions} actions
 */
function placeNodes(room, item, actions) {
  const { known } = room;
  const place = known.placeNow(item);
  const now = el("div", "read-now");
  if (place) {
    const name = el("strong", "", place.name);
    name.dir = "auto";
    now.append(name, el("span", "quiet", tellsOf(place, known.apartKm(place))));
  } else {
    now.append(el("strong", "", word(item.decided?.action === "reject" ? "no_place" : "unknown_place")));
  }
  if (item.found) now.append(whyOf(room, item.found));
  return [
    now,
    decideRow(item, actions, Boolean(place)),
    usageRow(item, actions),
    othersOf(room, item, actions),
    searchOf(actions),
  ];
}

/**
 * @param {ReadRoom} room
 * @param {NonNullable<Item["found"]>} found
 */
function whyOf(room, found) {
  const why = el("p", "read-why");
  const meter = el("span", "meter");
  meter.style.setProperty("--share", String(found.score));
  meter.setAttribute("aria-hidden", "true");
  why.append(meter, `${percent(found.score)} · ${room.known.reasons[found.why] ?? ""}`);
  return why;
}

/**
 * @param {Item} item
 * @param {Actions} actions
 * @param {boolean} canAccept
 */
function decideRow(item, actions, canAccept) {
  const row = el("div", "read-decide");
  const accept = keyButton("button", word("accept"), "Enter", actions.accept);
  accept.disabled = !canAccept;
  row.append(accept, keyButton("button button-plain", word("reject"), "X", actions.reject));
  if (item.decided) row.append(keyButton("button button-plain", word("forget"), "R", actions.forget));
  const doubt = keyButton("button button-plain", word("doubt"), "Q", actions.doubt);
  doubt.setAttribute("aria-pressed", String(item.decided?.certainty === "uncertain"));
  doubt.disabled = !canAccept;
  row.append(doubt, keyButton("button button-plain", word("all_of_name"), "A", actions.all));
  return row;
}

/**
 * @param {Item} item
 * @param {Actions} actions
 */
function usageRow(item, actions) {
  const label = el("label", "read-field");
  const select = el("select");
  for (const usage of page.usages) {
    const option = el("option", "", said("reading.usage_", usage));
    option.value = usage;
    select.append(option);
  }
  select.value = valueOf(item, "usage") || page.usages[0];
  select.addEventListener("change", () => actions.use(select.value));
  label.append(el("span", "", word("usage")), select, el("kbd", "", "U"));
  return label;
}

/**
 * @param {ReadRoom} room
 * @param {Item} item
 * @param {Actions} actions
 */
function othersOf(room, item, actions) {
  const part = el("section", "read-others");
  part.append(el("h3", "", word("others")));
  const others = room.known.othersOf(item);
  if (!others.length) {
    part.append(el("p", "quiet", word("no_others")));
    return part;
  }
  const list = el("ol");
  for (const [n, { place, score }] of others.entries()) {
    const button = placeButton(place, room.known.apartKm(place), () => actions.choose(place));
    button.prepend(el("kbd", "", String(n + 1)));
    button.append(el("span", "num", score === null ? word("same_name") : percent(score)));
    button.addEventListener("pointerenter", () => room.map?.look(place));
    list.appendChild(el("li")).append(button);
  }
  part.append(list);
  return part;
}

/**
 * @param {Place} place
 * @param {number | null} apartKm
 * @param {() => void} act
 */
export function placeButton(place, apartKm, act) {
  const button = buttonEl("read-place");
  const name = el("span", "read-place-name", place.name);
  name.dir = "auto";
  button.append(name, el("small", "", tellsOf(place, apartKm)));
  button.title = kindOf(place);
  button.addEventListener("click", act);
  return button;
}

/** @param {Actions} actions */
function searchOf(actions) {
  return keyButton("button button-plain read-search-open", word("other_place"), "/", actions.search);
}

/**
 * @param {ReadRoom} room
 * @param {Item} item
 * @param {Actions} actions
 */
function dateNodes(room, item, actions) {
  const now = el("dl", "read-rows");
  const calendar = valueOf(item, "calendar");
  for (const [term, value] of [
    [word("gregorian"), valueOf(item, "gregorian")],
    [word("printed"), `${valueOf(item, "edtf")} · ${said("reading.calendar_", calendar)}`],
  ]) {
    now.append(el("dt", "", term), el("dd", "", value));
  }
  const parts = [now, ...(item.found ? [whyOf(room, item.found)] : [])];
  return [...parts, decideRow(item, actions, true), dateForm(item, actions)];
}

/**
 * @param {Item} item
 * @param {Actions} actions
 */
function dateForm(item, actions) {
  const form = el("form", "read-date");
  const typed = el("input");
  typed.id = "read-date";
  typed.autocomplete = "off";
  typed.maxLength = 80;
  typed.value = valueOf(item, "edtf");
  const calendar = el("select");
  for (const one of page.calendars) {
    const option = el("option", "", said("reading.calendar_", one));
    option.value = one;
    calendar.append(option);
  }
  calendar.value = valueOf(item, "calendar");
  const fields = [
    [word("date_typed"), typed],
    [word("calendar"), calendar],
  ];
  for (const [label, field] of /** @type {[string, HTMLElement][]} */ (fields)) {
    const wrap = el("label", "read-field");
    wrap.append(el("span", "", label), field);
    form.append(wrap);
  }
  const fault = el("p", "read-fault");
  fault.setAttribute("role", "alert");
  const save = buttonEl("button button-plain", word("date_save"));
  save.type = "submit";
  form.append(save, fault);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    fault.textContent = await actions.date(typed.value, calendar.value);
  });
  return form;
}

/**
 * @param {ReadRoom} room
 * @param {Item} item
 * @param {Actions} actions
 */
function noteOf(room, item, actions) {
  const label = el("label", "read-field read-note");
  const input = el("input");
  input.id = "read-note";
  input.maxLength = 400;
  input.autocomplete = "off";
  input.value = room.note || item.decided?.reason || "";
  input.placeholder = word("note_hint");
  input.addEventListener("input", () => {
    room.note = input.value.trim();
  });
  input.addEventListener("change", () => actions.note());
  label.append(el("span", "", word("note")), input, el("kbd", "", "M"));
  return label;
}
