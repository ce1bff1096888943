/** The input of `menu_set`. */
export type MenuSetInput = {
  label: string;
  entries?: MenuSetInput[];
};
