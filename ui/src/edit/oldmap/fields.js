/* What is said of an old map: by which transformation, title, maker, terms, source. */
import { el, find } from "../../map/dom.js";
import { word } from "../common/frame.js";

/** @typedef {import("./types.js").OldMapData} OldMapData */

const TEXTS = ["maker", "date", "valid", "licence"];

export class FieldsForm {
  /**
   * @param {(fields: Record<string, any>) => void} change
   * @param {{language: string, sources: {id: string, label: string}[], least: Record<string, number>}} page
   */
  constructor(change, { language, sources, least }) {
    this.form = /** @type {HTMLFormElement} */ (find("[data-fields]"));
    this.language = language;
    this.least = least;
    /** @type {OldMapData | null} */
    this.data = null;
    const source = this.input("source");
    source.append(new Option("–", ""), ...sources.map(({ id, label }) => new Option(label, id)));
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("change", (event) => {
      const input = /** @type {HTMLInputElement} */ (event.target);
      if (this.data) change(this.said(input.name, input));
    });
  }

  /** @param {string} name @returns {HTMLInputElement} */
  input(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /**
   * @param {string} name
   * @param {HTMLInputElement} input
   * @returns {Record<string, any>}
   */
  said(name, { value, checked }) {
    if (name === "title") return { title: { ...this.titles(), [this.language]: value } };
    if (name === "source") return { sources: value ? [value] : [] };
    if (name === "shown") return { shown: checked };
    if (name === "opacity") return { opacity: Number(value) };
    return { [name]: value };
  }

  /** @returns {Record<string, string>} */
  titles() {
    const title = this.data?.fields.title || "";
    return typeof title === "string" ? { [this.language]: title } : title;
  }

  /** @param {OldMapData} data */
  show(data) {
    this.data = data;
    const { fields } = data;
    const titles = this.titles();
    this.input("title").value = titles[this.language] || Object.values(titles)[0] || "";
    for (const name of TEXTS) this.input(name).value = String(fields[name] ?? "");
    const [source] = fields.sources || [];
    this.input("source").value = typeof source === "object" ? source.source : source || "";
    this.input("opacity").value = String(fields.opacity ?? 0.8);
    this.input("shown").checked = Boolean(fields.shown);
    const name = fields.transformation || "polynomial-1";
    this.input("transformation").value = name;
    this.input("transformation").disabled = Boolean(fields.affine);
    find("[data-why]").textContent = word("why." + name, this.least[name]);
    find("[data-faults]").replaceChildren(
      ...data.faults.map(({ field, message }) => el("li", "", [field, message].filter(Boolean).join(": "))),
    );
  }
}
