/** What every page of the site does beside its maps: arrow keys, the menu of languages, the way to the share dialog. */
import "../site/keys.js";
import "../site/menu.js";
import "../site/opener.js";
