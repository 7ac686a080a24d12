/* The language of the address: the same page in the other folder. */
import { pageInLanguage } from "../pure/frozen-paths.js";

/**
 * Go where the page stands in the language that the address asks for; false if it is here.
 * @param {URLSearchParams} asked
 */
export function isElsewhere(asked) {
  const { languages: all = "", frozen } = document.documentElement.dataset;
  const languages = all.split(" ");
  const wanted = asked.get("lang");
  if (!wanted || !languages.includes(wanted)) return false;
  const top = new URL(frozen || ".", location.href);
  asked.delete("lang");
  const page = pageInLanguage({ path: location.pathname, top: top.pathname, wanted, languages });
  if (page === null) return false;
  const to = new URL(page, top);
  to.search = String(asked);
  to.hash = location.hash;
  location.replace(to);
  return true;
}
