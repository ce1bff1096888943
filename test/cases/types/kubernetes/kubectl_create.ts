/** The input of `kubectl_create`. */
export type KubectlCreateInput = {
  /**
   * If true, only validate the resource, don't actually execute the operation
   * @default false
   */
  dryRun?: boolean;
  /**
   * Output format. One of:
   * json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file
   * @default "yaml"
   */
  output?:
    | "json"
    | "yaml"
    | "name"
    | "go-template"
    | "go-template-file"
    | "template"
    | "templatefile"
    | "jsonpath"
    | "jsonpath-as-json"
    | "jsonpath-file";
  /**
   * If true, validate resource schema against server schema
   * @default true
   */
  validate?: boolean;
  /** YAML manifest to create resources from */
  manifest?: string;
  /**
   * Path to a YAML file to create resources from. The path is read on the machine running the MCP server, so it is
   * rejected when the server runs over a remote (SSE/Streamable HTTP) transport; use 'manifest' to pass the file's
   * contents instead.
   */
  filename?: string;
  /** Type of resource to create (namespace, configmap, deployment, service, etc.) */
  resourceType?: string;
  /** Name of the resource to create */
  name?: string;
  /**
   * Kubernetes namespace
   * @default "default"
   */
  namespace?: string;
  /** Key-value pair for creating configmap (e.g. ["key1=value1", "key2=value2"]) */
  fromLiteral?: string[];
  /**
   * Path to file for creating configmap/secret (e.g. ["key1=/path/to/file1", "key2=/path/to/file2"]). The path is read
   * on the machine running the MCP server, so it is rejected when the server runs over a remote (SSE/Streamable HTTP)
   * transport; use "fromFileContent" to pass file contents directly instead.
   */
  fromFile?: string[];
  /**
   * Inline file contents for creating a configmap/secret, provided by the client instead of a server-side path (e.g.
   * [{"key": "app.conf", "content": "..."}]). Safe on all transports; use this instead of "fromFile" on remote
   * (SSE/Streamable HTTP) servers.
   */
  fromFileContent?: {
    /** Key to store the content under in the configmap/secret */
    key: string;
    /** The file content to store */
    content: string;
  }[];
  /** Type of secret to create (generic, docker-registry, tls) */
  secretType?: "generic" | "docker-registry" | "tls";
  /** Type of service to create (clusterip, nodeport, loadbalancer, externalname) */
  serviceType?: "clusterip" | "nodeport" | "loadbalancer" | "externalname";
  /** Port pairs for tcp service (e.g. ["80:8080", "443:8443"]) */
  tcpPort?: string[];
  /** Image to use for the containers in the deployment */
  image?: string;
  /**
   * Number of replicas to create for the deployment
   * @default 1
   */
  replicas?: number;
  /** Port that the container exposes */
  port?: number;
  /** Cron schedule expression for the CronJob (e.g. "*\/5 * * * *") */
  schedule?: string;
  /**
   * Whether to suspend the CronJob
   * @default false
   */
  suspend?: boolean;
  /** Command to run in the container */
  command?: string[];
  /** Labels to apply to the resource (e.g. ["key1=value1", "key2=value2"]) */
  labels?: string[];
  /** Annotations to apply to the resource (e.g. ["key1=value1", "key2=value2"]) */
  annotations?: string[];
  /**
   * Kubeconfig Context to use for the command (optional - defaults to null)
   * @default ""
   */
  context?: string;
};
