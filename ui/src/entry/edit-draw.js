/** The Draw room of the workbench. */
import { find } from "../map/dom.js";
import { openShell } from "../edit/common/shell.js";
import { Room } from "../edit/draw/room.js";

// A folder whose atlas cannot be read has no map to draw on.
const room = document.querySelector("[data-room]") && new Room();
openShell({ undone: () => (room ? void room.shapes.reload() : location.reload()) });
if (room) void room.open();
else find("main").focus();
