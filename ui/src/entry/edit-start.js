/** The first room of the workbench. */
import { openShell } from "../edit/common/shell.js";

openShell();
