/** The input of `image_show`. */
export type ImageShowInput = {
  file?: string;
  /** @format uri */
  url?: string;
  caption: string;
} & ({ file: unknown } | { url: unknown });
