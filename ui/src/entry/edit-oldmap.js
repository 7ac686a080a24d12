/** The Old map room of the workbench. */
import { openShell } from "../edit/common/shell.js";
import { OldMapRoom } from "../edit/oldmap/room.js";

const room = document.querySelector("[data-room]") && new OldMapRoom();
openShell({ undone: () => (room ? void room.load() : location.reload()) });
if (room) void room.open();
