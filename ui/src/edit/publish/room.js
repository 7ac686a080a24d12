/** What is published, how far it is, and what others would miss. */
import { el, find, findAll } from "../../map/dom.js";
import { pageData, word } from "../common/frame.js";
import { read, send } from "../common/save.js";

const OFTEN = 500;

/** Show the forms, and go on with what is being made. */
export function openPublish() {
  const data = pageData();
  const forms = [...data.forms, ...data.files];
  find("[data-forms]").replaceChildren(...forms.map((name, at) => choice(name, at === 0)));
  field("folder").value = data.folder;
  for (const { title, items } of data.maps) {
    const group = el("optgroup");
    group.label = title;
    for (const item of items) group.append(new Option(item.title, item.show));
    find("[data-map]").append(group);
  }
  for (const { id, label } of data.languages) find("[data-language]").append(new Option(label, id));
  find("[data-missing]").replaceChildren(
    ...data.missing.map((/** @type {string} */ said) => el("li", "", said)),
  );
  const faults = find("[data-faults]");
  faults.hidden = !data.faults;
  if (data.faults) {
    const link = el("a", "", word("to_check"));
    link.href = "/edit/check/";
    faults.replaceChildren(word("has_faults", data.faults), " ", link);
  }
  const form = find("[data-form]");
  form.addEventListener("change", () => showFields(data.forms));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin();
  });
  showFields(data.forms);
  follow();
}

/** @param {string} name @returns {HTMLInputElement} */
const field = (name) => /** @type {HTMLInputElement} */ (find(`[data-${name}]`));
const chosen = () => /** @type {HTMLInputElement} */ (find("[name=form]:checked")).value;

/** @param {string} name @param {boolean} first */
function choice(name, first) {
  const label = el("label", "edit-tick");
  const input = el("input");
  Object.assign(input, { type: "radio", name: "form", value: name, checked: first });
  const said = el("span");
  said.append(el("strong", "", word(`form_${name}`)), el("span", "quiet", word(`said_${name}`)));
  label.append(input, said);
  return label;
}

/** @param {string[]} whole forms that are no file of one map */
function showFields(whole) {
  find('[data-of="site"]').hidden = chosen() !== "site";
  find('[data-of="map"]').hidden = whole.includes(chosen());
}

async function begin() {
  find("[data-wrong]").textContent = "";
  const wish = { form: chosen(), folder: field("folder").value, show: field("map").value };
  const answer = await send("POST", "/edit/publish/job.json", { ...wish, lang: field("language").value });
  if (answer.ok) follow();
  else {
    const problems = answer.data.problems || [];
    find("[data-wrong]").textContent = problems
      .map((/** @type {{message: string}} */ one) => one.message)
      .join(" ");
  }
}

async function follow() {
  const { ok, data } = await read("/edit/publish/job.json");
  if (!ok) return;
  const { state, done, known, message, href } = data;
  find("[data-job]").hidden = state === "idle";
  const bar = /** @type {HTMLProgressElement} */ (find("[data-bar]"));
  bar.hidden = state !== "running";
  if (known) Object.assign(bar, { max: known, value: done });
  find("[data-said]").textContent = word(`job_${state}`, message, done, known);
  find("[data-said]").className = state === "failed" ? "edit-fault" : "";
  const take = /** @type {HTMLAnchorElement} */ (find("[data-take]"));
  take.hidden = !href;
  take.href = href;
  take.textContent = href ? word("take", message) : "";
  for (const button of findAll("[data-form] button")) button.toggleAttribute("disabled", state === "running");
  if (state === "running") window.setTimeout(follow, OFTEN);
}
