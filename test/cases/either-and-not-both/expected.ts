/** The input of `image_show`. */
export type ImageShowInput = { caption: string } & (
  | { file: string; url?: string }
  | {
      /** @format uri */
      url: string;
      file?: string;
    }
);
