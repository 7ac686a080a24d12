/** The room of events and drafts. */
import { EventsRoom } from "../edit/events/room.js";
import { openShell } from "../edit/common/shell.js";
import { pageData } from "../edit/common/frame.js";

if (pageData().languages) {
  const room = new EventsRoom();
  openShell({ undone: () => room.reload() });
} else openShell();
