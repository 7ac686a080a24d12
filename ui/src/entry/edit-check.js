/** The room of faults. */
import { watchFaults } from "../edit/check/faults.js";
import { openShell } from "../edit/common/shell.js";

const again = watchFaults();
openShell({ undone: again });
