/** The input of `calendar_create_event`. */
export type CalendarCreateEventInput = {
  title: string;
  /**
   * Local time, without a zone.
   * @format date-time
   */
  start: string;
  /**
   * @default 30
   * @minimum 5
   * @maximum 1440
   */
  minutes?: number;
  /** Who is asked to come. */
  attendees?: {
    /** @format email */
    email: string;
    /**
     * Whether the event takes place without them.
     * @default false
     */
    optional?: boolean;
    role?: "chair" | "speaker" | "guest";
  }[];
  reminder?: {
    /** In minutes. */
    before: number;
    by?: ("mail" | "push")[];
  };
  repeat?: {
    every: "day" | "week" | "month" | "year";
    /**
     * The last day; forever, if null.
     * @format date
     */
    until: string | null;
  };
};
