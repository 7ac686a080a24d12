/** What the Draw room's server gives, and what its modules hand to each other. */
import type { Drawn } from "../../pure/vertices.js";

export interface Field {
  name: string;
  asked: "words" | "several" | "word" | "number" | "flag" | "choice" | "cites" | "date";
  needed: boolean;
  /** An empty one is written as nothing. */
  none?: boolean;
  whole?: boolean;
  choices?: string[];
  /** The kind of thing that it names by its id. */
  of?: string;
}

export interface ShapeForm {
  kind: string;
  drawn: "point" | "line" | "area";
  fields: Field[];
}

export interface FileForm {
  where: string;
  group: string;
  head: Field[];
  shapes: ShapeForm[];
}

export interface Feature {
  type: "Feature";
  id: string;
  properties: Record<string, any>;
  geometry: Drawn | null;
  [member: string]: any;
}

/** A file that holds shapes. */
export interface ShapeFile {
  path: string;
  title: string;
  /** First and last day on which it held; null is open. */
  valid?: [string | null, string | null] | null;
  /** A recipe makes it: it is shown, and not drawn in. */
  locked: boolean;
  document: { id?: string; properties?: Record<string, any>; features: Feature[] } | null;
  /** Why it could not be read. */
  problems: { field: string; message: string }[];
}

export interface KnownPlace extends Choice {
  names: Record<string, string>;
  at?: [number, number];
}

export interface Choice {
  id: string;
  label: string;
}

export interface RoomData {
  map: { basemap: BasemapOptions & { extent: Extent }; controls: any; credits: string[] };
  forms: FileForm[];
  languages: Choice[];
  sources: Choice[];
  things: { polity: Choice[]; place: KnownPlace[] } & Record<string, Choice[]>;
  colours: Record<string, string>;
  /** Words of fields and of what may be chosen. */
  labels: Record<string, string>;
  day: string;
  licence: string;
  /** What is said of what is drawn here, by language. */
  defaults: { basis: Record<string, string>; attribution: Record<string, string> };
  /** Where entries of gazetteers stand, by whose number alone a place may be linked; given in the Places room. */
  gazetteers: { geonames: string; wikidata: string; pleiades: string };
}

export interface Shape {
  path: string;
  group: string;
  locked: boolean;
  form: ShapeForm;
  feature: Feature;
  geometry: Drawn | null;
}

/** A change of a file: of a feature by its id, or of the file itself. */
export interface Change {
  path: string;
  id: string | null;
  value: any;
}

export interface Fault {
  field: string;
  message: string;
}
