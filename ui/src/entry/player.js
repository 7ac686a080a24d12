/** A journey that plays. */
import { mapsvc } from "../api.js";
import { journey } from "../player/journey.js";
import { Player } from "../player/player.js";

if (journey.variants) mapsvc.whenMade((map) => mapsvc.setPlayer(new Player(map)));
