/** The *Read* room of the workbench: a text, what was found in it, and a reader's word on each mention. */
import { find } from "../map/dom.js";
import { openShell } from "../edit/common/shell.js";
import { Actions } from "../edit/read/actions.js";
import { showCard } from "../edit/read/card.js";
import { page } from "../edit/read/config.js";
import { Filters } from "../edit/read/filters.js";
import { listenKeys } from "../edit/read/keys.js";
import { openText } from "../edit/read/opening.js";
import { ReadRoom } from "../edit/read/room.js";
import { offerSelection, Search } from "../edit/read/search.js";

if (page.text) {
  const room = new ReadRoom();
  openShell({ undone: () => room.saving.refresh() });
  const actions = new Actions(room);
  showCard(room, actions);
  new Search(room, actions);
  new Filters(room);
  offerSelection(room, actions.mark);
  listenKeys(room, actions);
  find("#read-previous").addEventListener("click", () => room.step(-1));
  find("#read-next").addEventListener("click", () => room.step(1));
  find("#read-unread").addEventListener("click", () => room.stepUnread());
  openText(room);
} else {
  openShell();
}
