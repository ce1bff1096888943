/** The input of `timer_start`. */
export type TimerStartInput = {
  name?: string;
  duration:
    | { hours: number; minutes?: number; seconds?: number }
    | { minutes: number; hours?: number; seconds?: number }
    | { seconds: number; hours?: number; minutes?: number };
};
