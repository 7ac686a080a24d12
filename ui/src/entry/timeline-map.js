/** The atlas on a day: a slider over its period. */
import { mapsvc } from "../api.js";
import { Days } from "../timeline/days.js";

mapsvc.whenMade((map) => mapsvc.setDays(new Days(map)));
