/** A frozen site has no service: this does in the browser what its addresses asked of it. */
import { narrowList, narrowSearch } from "../frozen/lists.js";
import { choosePages } from "../frozen/forms.js";
import { isElsewhere } from "../frozen/language.js";
import { openMap } from "../frozen/opening.js";

const asked = new URLSearchParams(location.search);
if (!isElsewhere(asked)) {
  choosePages();
  narrowList(asked);
  narrowSearch(asked);
  openMap(asked);
}
