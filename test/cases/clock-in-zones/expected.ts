/** The input of `clock_in_zones`. */
export type ClockInZonesInput = {
  /**
   * Items: A zone of the IANA database, like `Asia/Tokyo`.
   * @minItems 1
   * @maxItems 10
   */
  zones: string[];
  /**
   * When; now, if it is left out.
   * @format date-time
   */
  at?: string;
};
