/** The input of `sensor_read`. */
export type SensorReadInput = {
  sensor: Id;
  window?: WindowType;
};

/**
 * The sensor's id.
 * @format uuid
 */
export type Id = string;

export type WindowType = {
  from?: string;
  to?: string;
};

/** The output of `sensor_read`. */
export type SensorReadOutput = {
  readings: Reading[];
  window?: WindowType2;
};

export type Reading = {
  /** @format date-time */
  at: string;
  value: number | null;
};

export type WindowType2 = {
  from?: number;
  to?: number;
};
