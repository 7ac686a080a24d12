/** A file of the atlas as text. */
import { openShell } from "../edit/common/shell.js";
import { openFile } from "../edit/files/text.js";

openShell();
openFile();
