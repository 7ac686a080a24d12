/** The Tours room of the workbench. */
import { openShell } from "../edit/common/shell.js";
import { ToursRoom } from "../edit/tours/room.js";

const room = document.querySelector("[data-room]") && new ToursRoom();
openShell({ undone: () => (room ? void room.reload() : location.reload()) });
if (room) void room.begin();
