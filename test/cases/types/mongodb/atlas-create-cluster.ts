/** The input of `atlas-create-cluster`. */
export type AtlasCreateClusterInput = {
  /**
   * Atlas project ID to create the cluster in. Use the atlas-list-projects to find project IDs if not provided.
   * @pattern ^[0-9a-fA-F]+$
   * @minLength 24
   * @maxLength 24
   */
  projectId: string;
  /**
   * Name of the cluster.
   * @pattern ^[a-zA-Z0-9_-]+$
   * @minLength 1
   * @maxLength 64
   */
  clusterName: string;
  /** Cloud provider for the cluster. */
  provider: "AWS" | "GCP" | "AZURE";
  /**
   * Cloud provider regions in Atlas format using uppercase letters and underscores (e.g. US_EAST_1). The first region
   * has the highest priority. Do not include duplicate regions.
   * @minItems 1
   * @maxItems 3
   */
  regions: string[];
  /**
   * Cluster topology. Use `SHARDED` for single-shard clusters, requires M30 or higher. Defaults to `REPLICASET`.
   * @default "REPLICASET"
   */
  clusterType?: "REPLICASET" | "SHARDED";
  /**
   * Instance size. NVME and high-memory instances are not supported. Minimum M30 when clusterType is SHARDED. Defaults
   * to M10 for projects with fewer than 2 existing clusters, M30 otherwise. Omit unless explicitly specified by the
   * user.
   */
  instanceSize?: "M10" | "M20" | "M30" | "M40" | "M50" | "M60" | "M80";
  /**
   * When true, enables compute autoscaling. Min instance size is set to the selected instance size, max is set two
   * tiers above. Omit unless explicitly specified by the user.
   * @default true
   */
  computeAutoScaling?: boolean;
  /**
   * Initial disk size in GB. Disk autoscaling is always enabled regardless of this value. Omit unless explicitly
   * specified by the user.
   * @exclusiveMinimum 0
   */
  diskSizeGB?: number;
  /**
   * MongoDB version to deploy. Use a pinned version for production environments where version stability is required.
   * Defaults to `LATEST`.
   * @default "LATEST"
   */
  mongoDBVersion?: "7.0" | "8.0" | "LATEST";
  /**
   * `OFF`: no backups. `SNAPSHOT`: cloud backup snapshots, recommended for most workloads. `CONTINUOUS`: point-in-time
   * restore, required for RPO-sensitive production workloads. Defaults to `SNAPSHOT`.
   * @default "SNAPSHOT"
   */
  backup?: "OFF" | "SNAPSHOT" | "CONTINUOUS";
  /**
   * When true, prevents the cluster from being deleted until protection is explicitly disabled. Recommended for
   * production clusters. Defaults to false.
   * @default false
   */
  terminationProtectionEnabled?: boolean;
  /**
   * Customer-managed key provider for encryption at rest. Defaults to the cluster's provider if a valid configuration
   * exists. Use `NONE` to explicitly disable the feature. Omit unless explicitly specified by the user.
   */
  encryptionAtRestProvider?: "AWS" | "AZURE" | "GCP" | "NONE";
};

/** The output of `atlas-create-cluster`. */
export type AtlasCreateClusterOutput = {
  clusterId?: string;
  provider: "AWS" | "GCP" | "AZURE";
  regions: string[];
  instanceSize: "M10" | "M20" | "M30" | "M40" | "M50" | "M60" | "M80";
  clusterType: "REPLICASET" | "SHARDED";
  mongoDBVersion: "7.0" | "8.0" | "LATEST";
  backup: "OFF" | "SNAPSHOT" | "CONTINUOUS";
  computeAutoScaling: boolean;
  terminationProtectionEnabled: boolean;
  diskSizeGB?: number;
  encryptionAtRestProvider: "AWS" | "AZURE" | "GCP" | "NONE";
};
