/** The input of `deploy`. */
export type DeployInput = {
  settings?: string | number | boolean | { region: string; size?: number } | unknown[] | null;
};
