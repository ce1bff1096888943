/** The input of `days_pick`. */
export type DaysPickInput = {
  days: ("mon" | "tue" | "wed")[];
};
