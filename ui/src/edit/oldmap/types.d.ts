/** What the room has of an old map. */
export interface PointJson {
  pixel: [number, number];
  at: [number, number];
  name?: string;
}
export interface Misfit {
  km: number;
  px: number;
  alone_km: number | null;
  alone_px: number | null;
}
export interface OldMapData {
  id: string;
  base: string;
  fields: {
    title?: string | Record<string, string>;
    size: [number, number];
    points?: PointJson[];
    crop?: [number, number][];
    transformation?: string;
    sources?: (string | { source: string })[];
    opacity?: number;
    shown?: boolean;
    affine?: number[];
    [name: string]: unknown;
  };
  ground: string;
  misfits: Misfit[];
  mean_km: number | null;
  doubtful: number[];
  bounds?: Extent;
  placed: boolean;
  laid: OldMapJson | null;
  faults: { field: string; message: string }[];
}
