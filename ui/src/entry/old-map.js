/** Old maps as ground, on pages whose atlas has some. */
import { mapsvc } from "../api.js";
import { OldMapControl } from "../oldmap/control.js";

mapsvc.whenMade((map) => {
  const told = mapsvc.pageJson("mapsvc-old-maps");
  if (told.maps) new OldMapControl([map, ...mapsvc.maps().slice(1)], told).addTo(map);
});
