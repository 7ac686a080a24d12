/** The first room of the workbench. */
import { openShell } from "../edit/common/shell.js";
import { openBring } from "../edit/start/bring.js";
import { openNew } from "../edit/start/new.js";

openShell();
openNew();
openBring();
