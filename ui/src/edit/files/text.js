/** The text of a file, with the line that a fault names. */
import { find } from "../../map/dom.js";
import { pageData, word } from "../common/frame.js";
import { send } from "../common/save.js";

/** Show it, and go to the line. */
export function openFile() {
  const { path, text, base, line } = pageData();
  let seen = base;
  const field = /** @type {HTMLTextAreaElement} */ (find("[data-text]"));
  field.value = text;
  // What the field makes of line ends.
  const lines = field.value.split("\n");
  const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  field.focus();
  field.setSelectionRange(start, start + (lines[line - 1] || "").length);
  field.scrollTop = Math.max(0, (field.scrollHeight * (line - 4)) / Math.max(1, lines.length));
  const save = async () => {
    const answer = await send("PUT", "/edit/files/text.json", { path, text: field.value, base: seen });
    if (answer.ok) seen = answer.data.base[path];
    const problems = answer.data.problems || [];
    find("[data-wrong]").textContent = problems
      .map((/** @type {{field: string, message: string}} */ one) =>
        [one.field, one.message].filter(Boolean).join(": "),
      )
      .join(" ");
    if (answer.ok && !problems.length) find("[data-wrong]").textContent = "";
  };
  find("[data-save]").addEventListener("click", save);
  field.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      save();
    }
  });
  find("[data-save]").title = `${word("saved")} (Ctrl+S)`;
}
