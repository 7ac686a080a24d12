/** A guided tour. */
import { mapsvc } from "../api.js";
import { config } from "../tour/config.js";
import { scaleNames, Tour } from "../tour/tour.js";

scaleNames();
mapsvc.whenMade((map) => {
  mapsvc.setTour(new Tour(map));
  document.documentElement.dataset.step = String(config.step);
});
