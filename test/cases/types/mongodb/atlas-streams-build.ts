/** The input of `atlas-streams-build`. */
export type AtlasStreamsBuildInput = {
  /**
   * Atlas project ID. Use atlas-list-projects to find project IDs if not available.
   * @pattern ^[0-9a-fA-F]+$
   * @minLength 24
   * @maxLength 24
   */
  projectId: string;
  /**
   * What to create. Start with 'workspace', then 'connection', then 'processor'. Use 'privatelink' only if connections
   * need private networking.
   */
  resource: "workspace" | "connection" | "processor" | "privatelink";
  /**
   * Workspace name. Required for workspace, connection, and processor resources. Not required for privatelink (which is
   * project-level). For 'workspace': the name to create. For others: the existing workspace to add to. Use
   * `atlas-streams-discover` with action 'list-workspaces' to see existing workspaces.
   * @pattern ^[a-zA-Z0-9_-]+$
   * @minLength 1
   * @maxLength 64
   */
  workspaceName?: string;
  /** Cloud provider. Required when resource='workspace'. */
  cloudProvider?: "AWS" | "GCP" | "AZURE";
  /**
   * Cloud region. Required when resource='workspace'. Use Atlas region names: AWS examples: 'VIRGINIA_USA',
   * 'OREGON_USA', 'DUBLIN_IRL'. Azure examples: 'eastus2', 'westeurope'. GCP examples: 'US_CENTRAL1', 'EUROPE_WEST1'.
   * @pattern ^[a-zA-Z0-9_-]+$
   * @minLength 1
   * @maxLength 50
   */
  region?: string;
  /** Processing tier. Default: SP10. Only for resource='workspace'. */
  tier?: "SP2" | "SP5" | "SP10" | "SP30" | "SP50";
  /** Include the sample_stream_solar connection for testing. Default: true. Only for resource='workspace'. */
  includeSampleData?: boolean;
  /**
   * Connection name. Required when resource='connection'.
   * @pattern ^[a-zA-Z0-9_-]+$
   * @minLength 1
   * @maxLength 64
   */
  connectionName?: string;
  /**
   * Connection type. Required when resource='connection'. Kafka: needs bootstrapServers, authentication, and security
   * config. Use authentication.mechanism='AWS_MSK_IAM' with authentication.aws.roleArn for MSK IAM authentication.
   * Cluster: needs clusterName and dbRoleToExecute. S3: needs aws.roleArn (must be registered via Atlas Cloud Provider
   * Access). Https: needs url. AWSKinesisDataStreams: needs aws.roleArn (must be registered via Atlas Cloud Provider
   * Access). AWSLambda: needs aws.roleArn (must be registered via Atlas Cloud Provider Access). SchemaRegistry: needs
   * provider, schemaRegistryUrls, and authentication config. Sample: provides sample data for testing (no config
   * needed).
   */
  connectionType?:
    | "Kafka"
    | "Cluster"
    | "S3"
    | "Https"
    | "AWSKinesisDataStreams"
    | "AWSLambda"
    | "SchemaRegistry"
    | "Sample";
  /**
   * Type-specific connection configuration. Only for resource='connection'. Omit entirely for connectionType='Sample'
   * (no config needed). You may pass a partial config — the tool uses elicitation to collect missing required fields
   * directly from the user.
   */
  connectionConfig?: {
    /**
     * Comma-separated Kafka broker addresses (e.g. 'broker1:9092,broker2:9092'). Also accepts an array of strings,
     * which will be joined with commas.
     */
    bootstrapServers?: string | string[];
    /** Kafka authentication config. */
    authentication?: {
      mechanism?: "PLAIN" | "SCRAM-256" | "SCRAM-512" | "OAUTHBEARER" | "AWS_MSK_IAM";
      username?: string;
      password?: string;
      /** AWS configuration for AWS_MSK_IAM Kafka authentication. */
      aws?: {
        /** IAM role ARN registered via Atlas Cloud Provider Access. */
        roleArn?: string;
        [key: string]: unknown;
      };
      [key: string]: unknown;
    };
    /** Kafka security config. */
    security?: { protocol?: "SASL_SSL" | "SASL_PLAINTEXT" | "SSL"; [key: string]: unknown };
    /** Atlas cluster name for Cluster connections. */
    clusterName?: string;
    /** Database role. Defaults to {role: 'readWriteAnyDatabase', type: 'BUILT_IN'}. */
    dbRoleToExecute?: {
      role?: string;
      /** @default "BUILT_IN" */
      type?: "BUILT_IN" | "CUSTOM";
    };
    /** AWS config for S3, Kinesis, and Lambda connections. */
    aws?: {
      /** IAM role ARN registered via Atlas Cloud Provider Access. */
      roleArn?: string;
      /** S3 test bucket name (optional, S3 only). */
      testBucket?: string;
      [key: string]: unknown;
    };
    /** Webhook URL for Https connections. */
    url?: string;
    /** HTTP headers for Https connections. */
    headers?: { [key: string]: string };
    /** Schema registry provider (e.g. 'CONFLUENT'). Only for SchemaRegistry connections. Defaults to 'CONFLUENT'. */
    provider?: string;
    /**
     * Schema registry URL(s) as an array of strings. Also accepts a single comma-separated string, which will be split
     * into an array.
     */
    schemaRegistryUrls?: string[] | string;
    /** Schema registry auth. Defaults to USER_INFO. */
    schemaRegistryAuthentication?: {
      type?: "USER_INFO" | "SASL_INHERIT";
      username?: string;
      password?: string;
      [key: string]: unknown;
    };
    /** Private networking config (PrivateLink or VPC peering). Kafka only. */
    networking?: {
      access?: { type?: string; connectionId?: string; [key: string]: unknown };
      [key: string]: unknown;
    };
    [key: string]: unknown;
  };
  /**
   * Processor name. Required when resource='processor'.
   * @pattern ^[a-zA-Z0-9_-]+$
   * @minLength 1
   * @maxLength 64
   */
  processorName?: string;
  /**
   * Pipeline stages for the stream processor. Required when resource='processor'. Must start with a $source stage and
   * end with a terminal stage ($merge, $emit, $https, or $externalFunction). Use $merge to write to Atlas cluster
   * collections: {$merge: {into: {connectionName, db, coll}}}. Use $emit to write to Kafka or Kinesis sinks: {$emit:
   * {connectionName, topic}}. $emit only works with Kafka/Kinesis connections — do NOT use $emit with Https
   * connections. Use $https to POST data to an Https connection: {$https: {connectionName}}. Use $externalFunction for
   * Lambda: {$externalFunction: {connectionName, functionName, execution: 'async', as: 'result'}}. Lambda does NOT use
   * $emit — use $externalFunction with execution='async' as a terminal stage or execution='sync' for mid-pipeline
   * enrichment. By default $https.onError is 'dlq', which requires a DLQ (see dlq parameter). Set {$https:
   * {connectionName, onError: 'ignore'}} to skip DLQ. For Kafka $emit with Schema Registry: {$emit: {connectionName,
   * topic, schemaRegistry: {connectionName: '<sr-connection>', valueSchema: {type: 'avro', schema: {<avro-schema>},
   * options: {subjectNameStrategy: 'TopicNameStrategy', autoRegisterSchemas: true}}}}}. Note: valueSchema.type must be
   * lowercase 'avro'. valueSchema.schema (Avro schema definition) is always required even with autoRegisterSchemas.
   * Kafka/Kinesis $source must include a 'topic'/'stream' field. $$NOW, $$ROOT, and $$CURRENT are not available in
   * streaming request. Connections referenced in $source/$merge/$emit/$https must already exist in the workspace.
   */
  pipeline?: { [key: string]: unknown }[];
  /**
   * Dead letter queue configuration. Only for resource='processor'. Only include when the user explicitly requests a
   * DLQ, or when the pipeline uses $https with default onError='dlq'. The DLQ connection must already exist in the
   * workspace.
   */
  dlq?: {
    /** Atlas connection name for DLQ output */
    connectionName: string;
    /** Database name for DLQ collection */
    db: string;
    /** Collection name for DLQ documents */
    coll: string;
  };
  /** Baseline processing tier. Only for resource='processor'. Defaults to the workspace tier when omitted. */
  processorTier?: "SP2" | "SP5" | "SP10" | "SP30" | "SP50";
  /**
   * Autoscaling configuration. Only for resource='processor'. Set enabled=true to enable it; omitted means disabled at
   * creation. minTier and maxTier default to workspace bounds when enabled.
   */
  autoscaling?: {
    /** Enable autoscaling. Explicit false disables autoscaling and clears its configuration. */
    enabled?: boolean;
    /** Autoscaling floor. Null resets the floor to the workspace default tier. */
    minTier?: "SP2" | "SP5" | "SP10" | "SP30" | "SP50" | null;
    /** Autoscaling ceiling. Null resets the ceiling to the workspace maximum tier. */
    maxTier?: "SP2" | "SP5" | "SP10" | "SP30" | "SP50" | null;
  };
  /**
   * Start the processor immediately after creation. Default: false. Only for resource='processor'. Omit unless the user
   * explicitly asks to start the processor right away.
   */
  autoStart?: boolean;
  /**
   * PrivateLink configuration including provider and provider-specific fields. Required when resource='privatelink'.
   */
  privateLinkConfig?: {
    /** Cloud provider for the PrivateLink endpoint. Required. */
    provider: "AWS" | "GCP" | "AZURE";
    /**
     * Cloud region for the PrivateLink endpoint. Required for all vendors except AWS MSK. Use cloud-native region
     * names: AWS 'us-east-1', Azure 'eastus2', GCP 'us-central1'.
     */
    region?: string;
    /**
     * PrivateLink vendor. If the user does not specify a vendor, ask them which vendor to use before proceeding. If
     * they decline or say none, omit this field — the Atlas API will default to GENERIC. Valid values — AWS:
     * 'CONFLUENT', 'MSK', 'KINESIS', 'S3'. Azure: 'EVENTHUB', 'CONFLUENT'. GCP: 'CONFLUENT'.
     */
    vendor?: string;
    /** Amazon Resource Name (ARN). Required for AWS MSK vendor. */
    arn?: string;
    /**
     * Authentication scheme for an AWS MSK PrivateLink endpoint. Use 'IAM' for MSK IAM authentication, 'SASL_SCRAM' for
     * SCRAM, or 'TLS' for mutual TLS.
     */
    authenticationScheme?: "TLS" | "SASL_SCRAM" | "IAM";
    /** DNS domain hostname. Required for AWS CONFLUENT, AZURE EVENTHUB, AZURE CONFLUENT, and GCP CONFLUENT. */
    dnsDomain?: string;
    /**
     * DNS subdomains. Each value must contain the dnsDomain. Required for AWS CONFLUENT (use [] for serverless
     * clusters).
     */
    dnsSubDomain?: string[];
    /**
     * Service endpoint ID. Required for AWS CONFLUENT, AWS S3, AWS KINESIS, and AZURE EVENTHUB. Do NOT provide for
     * AZURE CONFLUENT or GCP CONFLUENT.
     */
    serviceEndpointId?: string;
    /**
     * Azure Resource IDs. Required for AZURE CONFLUENT (instead of serviceEndpointId). Do NOT provide for AZURE
     * EVENTHUB.
     */
    azureResourceIds?: string[];
    /** GCP Private Service Connect attachment URIs. Required for GCP CONFLUENT. */
    gcpServiceAttachmentUris?: string[];
    [key: string]: unknown;
  };
};

/** The output of `atlas-streams-build`. */
export type AtlasStreamsBuildOutput = {
  /** Which build step completed */
  resource: "workspace" | "connection" | "processor" | "privatelink";
};
