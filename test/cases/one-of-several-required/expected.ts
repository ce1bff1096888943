/** The input of `bus_departures`. */
export type BusDeparturesInput = {
  /** The name of the stop. */
  stop?: string;
  /** The code on its sign. */
  code?: string;
  minutes?: number;
} & ({ stop: unknown } | { code: unknown });
