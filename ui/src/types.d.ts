/** What the server gives and what the modules hand to each other. */

/** West, south, east, north in degrees. */
type Extent = [west: number, south: number, east: number, north: number];
/** Left, top, right, bottom in pixels. */
type Box = [left: number, top: number, right: number, bottom: number];
/** Longitude, latitude. */
type LngLat = [lng: number, lat: number];
/** Coordinates one after the other: x0, y0, x1, y1, … */
type Flat = number[];

interface XY {
  x: number;
  y: number;
}

// ---- what the server gives ---------------------------------------------------------------------
interface MapSymbol {
  type: "marker" | "area" | "soft" | "line" | "arrow";
  /** The path of a sign. */
  path: string;
  size?: number;
  fill?: string;
  stroke?: string;
  opacity?: number;
  hatch?: number | null;
  gap?: number;
  /** The colours of those who contest an area. */
  stripes?: string[];
  strength?: number;
  rim?: boolean;
  width: number;
  color: string;
  dash?: number[];
  casing?: string | null;
  ticks?: string | null;
  band?: boolean;
  halo?: boolean;
  /** How high it lies, if not as its type does. */
  rank?: number;
  /** What lies below fades towards it. */
  fade?: boolean;
  /** Not to be pointed at. */
  inert?: boolean;
  reach?: number;
}

interface Geometry {
  type: string;
  coordinates: any;
}

interface Properties {
  symbol: string;
  name: string;
  lang?: string;
  label?: string | null;
  priority?: number;
  radius_km?: number;
  band_km?: number;
  at?: LngLat;
  /** Its number where its name has no room. */
  number?: number;
  /** The names of all whose line it is, if there are several. */
  joint?: string;
  href?: string;
  rows?: [term: string, text: string, lang?: string][];
  shape?: string;
  src?: Record<string, string>;
}

interface FeatureJson {
  id: string;
  properties: Properties;
  geometry?: Geometry | null;
}

interface Payload {
  layers: { id: string; features: FeatureJson[] }[];
  symbols: Record<string, MapSymbol>;
  extent: Extent;
  max_zoom?: number;
  /** What it says besides the names of its features. */
  names?: { id: string; name: string; role: string; at: LngLat; geometry?: Geometry }[];
}

interface GroundProperties {
  kind?: string;
  name: string;
  rank: number;
  size?: "s" | "m" | "l";
  since?: string;
  until?: string;
  opened?: string;
  closed?: string;
  spans?: { from: string; to: string; name: string }[];
  angle_deg?: number;
  minzoom?: number;
  maxzoom?: number;
}

interface GroundFeature {
  properties: GroundProperties;
  geometry: Geometry;
}

interface GroundJson {
  features: GroundFeature[];
}

interface TileLevel {
  z: number;
  x: [number, number];
  y: [number, number];
  accuracy_km?: number;
}

interface GroundManifest {
  parts?: { sea: string[]; zooms: TileLevel[]; relief: TileLevel[] }[];
  colours?: Record<string, string>;
}

interface BasemapOptions {
  tiles: string;
  manifest: GroundManifest;
  lang?: string;
  day: string;
  coast?: Record<string, string>;
  railways?: string;
  towns?: string;
  waters?: string;
  world?: string;
  named?: Extent;
  near?: GroundFeature[];
  near_note?: string;
}

/** An old map that readers may lay over the ground. */
interface OldMapJson {
  id: string;
  title: string;
  credit: string;
  exact: string;
  /** What a file left out of it. */
  lacks?: string;
  /** Year, month and day in one number each. */
  days: [first: number | null, last: number | null];
  bounds: Extent;
  /** Where its tiles are among the files of the ground. */
  path: string;
  rows: number[][];
  opacity: number;
  shown: boolean;
}

interface OldMapsJson {
  maps: OldMapJson[];
  words: Record<string, string>;
}

interface ControlOptions {
  strings: Record<string, string>;
  extent?: Extent;
  fullscreen?: boolean;
  projector?: boolean;
  /** The lengths that a scale bar may have in metres, the longest first, with their words. */
  scale?: [metres: number, words: string][];
  locator?: { src: string; words: string; extent: Extent };
}

/** How the server writes days. */
interface CalendarWords {
  day: string;
  months: string[];
  /** Before the year 1, and after. */
  eras: string[];
}

// ---- on the map -----------------------------------------------------------------------------------
/** Parts of a geometry in units of the world, 0..1 from west to east and from north to south. */
interface WorldParts {
  points?: LngLat[];
  lines?: Float64Array[];
  polygons?: Float64Array[][];
  discs?: Float64Array[];
  span?: [west: number, east: number];
}

/** What a canvas draws. */
interface DrawnItem {
  id: string;
  symbol: MapSymbol;
  p: Partial<Properties>;
  world: WorldParts;
  rank: number;
  order: number;
  bounds?: L.LatLngBounds;
  /** How much of it is seen, if not all. */
  pale?: number;
}

interface Item extends DrawnItem {
  p: Properties;
  layer: string;
  geometry: Geometry | null;
  marker: L.Marker | null;
  /** Has another item's sign. */
  shares?: boolean | null;
  shift?: number;
  /** How many times round the world its bounds were brought. */
  turn: number;
  word?: ItemWord | null;
  slot?: number;
  lit?: boolean;
  legLabel?: string | null;
}

/** Cells of the plane, by their keys. */
interface Cells {
  has(key: number): boolean;
}

/** A word for the placer. */
interface Word {
  text: string;
  style: string;
  tier: number;
  priority: number;
  order: number;
  feature?: string;
  tone?: string;
  at?: L.LatLng;
  dot?: boolean;
  centre?: boolean;
  /** So many of the places within are its own: a river's name does not leave its river. */
  near?: number | null;
  gap?: number;
  angle?: number;
  minzoom?: number;
  maxzoom?: number;
  /** Pixels of the line that it names. */
  runs?: () => Flat[];
  /** What the line belongs to: its name stands nowhere nearer to another's. */
  strand?: string;
  /** The edge of the area that it names, in pixels. */
  ground?: () => Flat[];
  /** It stands on its ground, or nowhere. */
  bound?: boolean;
  /** What stands for it where it has no room, and before its row in the key. */
  number?: number;
  within?: () => [from: number, to: number] | null;
  quiet?: ((at: XY) => boolean) | null;
  /** The place that it had: it stays there if it can. */
  last?: number;
  /** Where it stood on its ground, in pixels. */
  kept?: () => XY;
  el?: HTMLElement;
  anchor?: L.LatLng;
}

interface ItemWord extends Word {
  item: Item;
}

/** A place where a word may stand: its middle. */
interface Candidate extends XY {
  angle: number;
  cost: number;
  slot: number;
  size: import("./pure/ground-places.js").Size;
  /** A line from the word to what it names, which ends there. */
  lead?: [x0: number, y0: number, x1: number, y1: number];
  /** How much of that line a sign covers. */
  short?: number;
  /** Its number stands for it. */
  number?: boolean;
}

interface Drawer {
  addTo(map: L.Map): unknown;
  setItems(items: DrawnItem[]): void;
  draw(): void;
  layerRuns(id: string): Flat[];
  busyCells(cell: number, counts?: (id: string) => boolean): Set<number>;
  hits(point: L.Point): Item[];
  hit(point: L.Point): Item | null;
  readonly runs?: Map<string, Flat[]> | undefined;
  readonly _bounds?: L.Bounds;
  readonly _container?: HTMLCanvasElement;
}

interface MapState {
  map: L.Map;
  lang: string;
  day: number | null;
  pinned: string | null;
  hovered: string | null;
  limits?: { extent: Extent; most?: number };
  limited?: boolean;
  fitted?: { extent: Extent; centre: L.LatLng; zoom: number };
  /** Room below that signs leave to the scale and the notes. */
  foot?: number;
  /** Take the size that the frame has now; whether it had another. */
  refit?: () => boolean;
  labels?: import("./labels/placer.js").Placer;
  features?: import("./features/features.js").Features;
  ground?: import("./ground/canvas.js").Ground;
  setDay?: (iso: string) => void;
  markerBoxes?: () => Box[];
  busyCells?: (cell: number) => Set<number>;
}

interface Scales {
  words: number;
  signs: number;
  lines: number;
  halo: number;
}
