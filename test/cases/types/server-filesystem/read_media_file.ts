/** The input of `read_media_file`. */
export type ReadMediaFileInput = {
  path: string;
};

/** The output of `read_media_file`. */
export type ReadMediaFileOutput = {
  content: (
    | { type: "image" | "audio"; data: string; mimeType: string }
    | { type: "resource"; resource: { uri: string; mimeType?: string; blob: string } }
  )[];
};
