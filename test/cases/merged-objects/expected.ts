/** The input of `profile_set`. */
export type ProfileSetInput = {
  profile?: {
    /** The full name. */
    name: string;
    tags?: string[];
    age?: number;
  };
  level?: "mid" | "high";
  size?: number;
  record?: { [key: string]: string } & { id: string };
};
