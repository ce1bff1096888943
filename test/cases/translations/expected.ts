/** The input of `translations_put`. */
export type TranslationsPutInput = {
  texts?: { de?: string; en: string; fr?: string };
  plural?: { [key: string]: string };
  none?: Record<string, never>;
};
