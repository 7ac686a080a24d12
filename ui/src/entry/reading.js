/** The reading page: the text leads the map, the map leads the text, keys lead both. */
import { Reading } from "../reading/reading.js";

new Reading();
