/** The room of works that are cited. */
import { openShell } from "../edit/common/shell.js";
import { SourcesRoom } from "../edit/sources/room.js";

const room = new SourcesRoom();
openShell({ undone: () => room.reload() });
