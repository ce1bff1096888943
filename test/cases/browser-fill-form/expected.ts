/** The input of `browser_fill_form`. */
export type BrowserFillFormInput = {
  fields: {
    /** As a person would call it. */
    name: string;
    type: "textbox" | "checkbox" | "radio" | "combobox" | "slider";
    ref: string;
    /** `true` or `false` for a checkbox. */
    value: string;
  }[];
};
