/** The input of `node_management`. */
export type NodeManagementInput = {
  /** Node operation to perform */
  operation: "cordon" | "drain" | "uncordon";
  /** Name of the node to operate on (required for cordon, drain, uncordon) */
  nodeName?: string;
  /**
   * Force the operation even if there are pods not managed by a ReplicationController, ReplicaSet, Job, DaemonSet or
   * StatefulSet (for drain operation)
   * @default false
   */
  force?: boolean;
  /**
   * Period of time in seconds given to each pod to terminate gracefully (for drain operation). If set to -1, uses the
   * kubectl default grace period.
   * @default -1
   */
  gracePeriod?: number;
  /**
   * Delete local data even if emptyDir volumes are used (for drain operation)
   * @default false
   */
  deleteLocalData?: boolean;
  /**
   * Ignore DaemonSet-managed pods (for drain operation)
   * @default true
   */
  ignoreDaemonsets?: boolean;
  /**
   * The length of time to wait before giving up (for drain operation, e.g., '5m', '1h')
   * @default "0"
   */
  timeout?: string;
  /**
   * Show what would be done without actually doing it (for drain operation)
   * @default false
   */
  dryRun?: boolean;
  /**
   * Explicit confirmation to drain the node (required for drain operation)
   * @default false
   */
  confirmDrain?: boolean;
};
