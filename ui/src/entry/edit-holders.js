/** The Holders room of the workbench. */
import { openShell } from "../edit/common/shell.js";
import { HoldersRoom } from "../edit/holders/room.js";

const room = document.querySelector("[data-room]") && new HoldersRoom();
openShell({ undone: () => (room ? void room.reload() : location.reload()) });
if (room) void room.begin();
