/** What Leaflet has but does not promise: our canvases and labels move with its own. */
import "leaflet";

declare module "leaflet" {
  interface Map {
    _loaded?: boolean;
    _animatingZoom?: boolean;
    _sizeChanged?: boolean;
    _latLngToNewLayerPoint(at: LatLng, zoom: number, centre: LatLng): Point;
  }

  interface Renderer {
    _bounds: Bounds;
    _center: LatLng;
    _zoom: number;
    _container: HTMLCanvasElement;
    _update(): void;
    getEvents(): { [name: string]: LeafletEventHandlerFn };
  }

  interface Control {
    _map: Map;
  }

  namespace Control {
    interface Scale {
      _mScale: HTMLElement;
      _getRoundNum(n: number): number;
      _updateScale(bar: HTMLElement, text: string, ratio: number): void;
    }
  }
}
