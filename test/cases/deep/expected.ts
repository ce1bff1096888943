/** The input of `style_set`. */
export type StyleSetInput = {
  page?: {
    header?: {
      title?: {
        font?: {
          /** Its name. */
          family?: string;
          size?: { value: number; unit?: "px" | "em" };
        };
      };
    };
  };
};
