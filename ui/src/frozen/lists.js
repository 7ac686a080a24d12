/* Lists that the service narrowed: the page holds everything, and the address says what of it is wanted. */
import { fold } from "../pure/search.js";

/** @param {URLSearchParams} asked */
export function narrowList(asked) {
  const list = document.querySelector("form[data-live-filter]");
  if (!(list instanceof HTMLFormElement)) return;
  for (const [name, value] of asked) {
    const field = list.elements.namedItem(name);
    if (name !== "lang" && (field instanceof HTMLInputElement || field instanceof HTMLSelectElement))
      field.value = value;
  }
  list.addEventListener("submit", (event) => event.preventDefault());
  list.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {URLSearchParams} asked */
export function narrowSearch(asked) {
  const index = document.querySelector("[data-search-index]");
  const field = document.getElementById("page-q");
  if (!index || !(field instanceof HTMLInputElement)) return;
  const { lang } = document.documentElement;
  const count = document.querySelector("[data-search-count]");
  const word = document.querySelector("[data-search-word]");
  const forms = word && JSON.parse(word.getAttribute("data-search-word") || "{}");
  const rules = word && new Intl.PluralRules(word.getAttribute("data-lang") || undefined);
  const rows = [...index.children].map((node) => ({
    node,
    text: fold(node.textContent + " " + (node.getAttribute("data-words") || ""), lang),
  }));
  const narrow = () => {
    const words = fold(field.value, lang).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { node, text } of rows) {
      const fit = words.every((part) => text.includes(part));
      node.toggleAttribute("hidden", !fit);
      shown += Number(fit);
    }
    if (count) count.textContent = String(shown);
    if (word && rules) word.textContent = forms[rules.select(shown)] || forms.other;
  };
  field.value = asked.get("q") || "";
  field.addEventListener("input", narrow);
  field.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    narrow();
  });
  narrow();
}
