/** The input of `timeline_put`. */
export type TimelinePutInput = {
  entries?: (
    | {
        kind: "note";
        /** What it says. */
        text: string;
        author?: string;
        at?: string;
      }
    | {
        kind: "photo";
        /** Where it is. */
        url: string;
        width?: number;
        height?: number;
      }
    | null
  )[];
  pair?: [
    {
      /** The first. */
      first?: string;
      more?: string;
    },
    ({
      /** The second. */
      second?: string;
    } | null)?,
    ...{
      /** The rest. */
      rest?: string;
    }[],
  ];
  all?: (Long & Other)[];
  either?: {
    /** Described. */
    a?: string;
  } | null;
};

export type Long = {
  long?: string;
};

export type Other = { x?: string } | { y?: string };
