/** The input of `timer_start`. */
export type TimerStartInput = {
  name?: string;
  duration: { hours?: number; minutes?: number; seconds?: number } & ({ hours: unknown } | { minutes: unknown } | { seconds: unknown });
};
