/** The input of `cluster_apply`. */
export type ClusterApplyInput = {
  kind: string;
  metadata: {
    name: string;
    /** @default "default" */
    namespace?: string;
    labels?: { [key: string]: string };
    /** Values: Any text. */
    annotations?: { [key: string]: string };
  };
  spec?: { [key: string]: unknown };
};
