/** The input of `cloud_tags`. */
export type CloudTagsInput = {
  tags?: { [key: string]: string };
  quotas?: { [key: string]: unknown };
  notes?: { [key: string]: string };
  mixed?: {
    name: string;
    size?: number;
    [key: string]: boolean | string | number | undefined;
  };
};
