/** What of Leaflet-Geoman the Draw room uses; the library itself is a script of its own before ours. */
import "leaflet";

declare module "leaflet" {
  interface PmOfLayer {
    enable(options?: Record<string, unknown>): void;
    disable(): void;
    enabled(): boolean;
  }
  interface Map {
    pm: {
      enableDraw(shape: string, options?: Record<string, unknown>): void;
      disableDraw(): void;
      setLang(name: string, words: Record<string, unknown>, fallback?: string): void;
      Draw: Record<string, { _finishShape?: () => void }>;
    };
  }
  interface LayerOptions {
    /** It is no shape that can be changed. */
    pmIgnore?: boolean;
    /** Nothing holds on to it. */
    snapIgnore?: boolean;
  }
  interface Path {
    pm: PmOfLayer;
  }
}
