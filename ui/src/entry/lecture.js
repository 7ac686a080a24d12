/** The page on which a reader puts a lecture together. */
import { Builder } from "../lecture/builder.js";
import { opened } from "../lecture/opening.js";

opened().then((found) => new Builder(found));
