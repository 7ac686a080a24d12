/** The share dialog, loaded when it is first asked for. */
import { SHARE } from "../share/event.js";
import { Share } from "../share/dialog.js";

const opener = document.querySelector("a[data-share]");
if (opener instanceof HTMLAnchorElement) {
  const share = new Share(opener);
  document.addEventListener(SHARE, () => share.open());
  share.open();
}
