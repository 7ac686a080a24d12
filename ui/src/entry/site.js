/** What every page of the site does beside its maps: arrow keys, the menu of languages, the field of the search, the way to the share dialog. */
import "../site/keys.js";
import "../site/find.js";
import "../site/menu.js";
import "../site/opener.js";
