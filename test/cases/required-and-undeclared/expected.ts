/** The input of `form_send`. */
export type FormSendInput = {
  form?: { name: string; email: unknown };
  other?: { id: unknown };
  numbers?: { total: number; [key: string]: number };
  impossible?: { never: unknown };
};
