/** The room from which an atlas goes to others. */
import { openShell } from "../edit/common/shell.js";
import { openPublish } from "../edit/publish/room.js";

openShell();
openPublish();
