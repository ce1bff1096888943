/** The input of `document_put`. */
export type DocumentPutInput = {
  key: string;
  value: Json;
};

export type Json = string | number | boolean | Json[] | { [key: string]: Json } | null;
