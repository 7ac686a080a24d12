/** What every page of the site does beside its maps: the menu of languages, the field of the search, the way to the share dialog. */
import "../site/find.js";
import "../site/menu.js";
import "../site/opener.js";
import "../site/picks.js";
