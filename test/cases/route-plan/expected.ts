/** The input of `route_plan`. */
export type RoutePlanInput = {
  from: [number, number];
  /** Longitude, latitude and, if known, altitude. */
  to: [number, number, number?];
  via?: [number?, number?][];
  row?: [string?, (number | null)?, ...(boolean | null)[]];
  open?: [string?, ...unknown[]];
};
