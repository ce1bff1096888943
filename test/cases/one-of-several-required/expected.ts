/** The input of `bus_departures`. */
export type BusDeparturesInput = { minutes?: number } & (
  | {
      /** The name of the stop. */
      stop: string;
      code?: string;
    }
  | {
      /** The code on its sign. */
      code: string;
      stop?: string;
    }
);
