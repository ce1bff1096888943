/** The input of `browser_fill_form`. */
export type BrowserFillFormInput = {
  /** Fields to fill in */
  fields: {
    /** Human-readable element description used to obtain permission to interact with the element */
    element?: string;
    /** Exact target element reference from the page snapshot, or a unique element selector */
    target: string;
    /** Human-readable field name */
    name: string;
    /** Type of the field */
    type: "textbox" | "checkbox" | "radio" | "combobox" | "slider";
    /**
     * Value to fill in the field. If the field is a checkbox, the value should be `true` or `false`. If the field is a
     * combobox, the value should be the text of the option.
     */
    value: string;
  }[];
};
