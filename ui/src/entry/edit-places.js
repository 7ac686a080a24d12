/** The Places room of the workbench. */
import { openShell } from "../edit/common/shell.js";
import { PlacesRoom } from "../edit/places/room.js";

const room = document.querySelector("[data-room]") && new PlacesRoom();
openShell({ undone: () => (room ? void room.shapes.reload() : location.reload()) });
if (room) void room.open();
