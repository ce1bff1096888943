/** The input of `users_count`. */
export type UsersCountInput = { [key: string]: unknown };

/** How many there are, by team. */
export type UsersCountOutput = {
  total: number;
  [key: string]: number;
};
