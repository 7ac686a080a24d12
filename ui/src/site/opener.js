/* Sharing: what the dialog needs is loaded when it is first asked for; then it listens for itself. */
import { isCommand, onPlainClick } from "../map/dom.js";
import { SHARE } from "../share/event.js";

const TYPING = "input, select, textarea, [contenteditable], dialog";
const opener = document.querySelector("a[data-share]");

/** @param {HTMLAnchorElement} link */
function load(link) {
  const style = document.createElement("link");
  const script = document.createElement("script");
  Object.assign(style, { rel: "stylesheet", href: link.dataset.style });
  script.src = link.dataset.script || "";
  script.addEventListener("error", () => location.assign(link.href)); // the same as a page
  document.head.append(style, script);
}

if (opener instanceof HTMLAnchorElement) {
  let loaded = false;
  const share = () => {
    if (loaded) document.dispatchEvent(new CustomEvent(SHARE));
    else load(opener);
    loaded = true;
  };
  onPlainClick(opener, share);
  document.addEventListener("keydown", (event) => {
    if (isCommand(event) || event.defaultPrevented || event.key.toLowerCase() !== "s") return;
    if (event.target instanceof Element && event.target.closest(TYPING)) return;
    event.preventDefault();
    share();
  });
}
