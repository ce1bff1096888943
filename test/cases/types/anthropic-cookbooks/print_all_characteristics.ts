/** The input of `print_all_characteristics`. */
export type PrintAllCharacteristicsInput = { [key: string]: unknown };
