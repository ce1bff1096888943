/** How relative imports end. */
export type ImportExtension = "js" | "ts" | "none";

/** Whether the runtime is copied into the output folder, or imported from the package. */
export type RuntimeSource = "copy" | "import";

/** What a person can set, in a configuration or on the command line. */
export type Config = {
  /** The folder of the definitions. Default `./tools`. */
  tools?: string;
  /** The folder that is generated. Default `./generated`. */
  out?: string;
  /** The folder of the handlers. Default: each beside its definition. */
  handlers?: string;
  /** How relative imports end. Default: as the nearest tsconfig.json asks for. */
  importExtension?: ImportExtension;
  /** The batch tool's name. Default `batch_tool`. */
  batchName?: string;
  /** How many invocations run in one batch, at least 1. Default 25. */
  maxInvocations?: number;
  /** Whether a tools folder without a definition is no error. Default false. */
  allowEmpty?: boolean;
  /** `copy` (default): the runtime is written into the output. `import`: it is imported from `batchgen/runtime`. */
  runtime?: RuntimeSource;
  /** `false`: no main.ts is written. */
  main?: boolean;
};

/** The settings of a run, complete. Folders are absolute. */
export type Options = {
  /** The working directory. */
  cwd: string;
  toolsDir: string;
  outDir: string;
  /** Where handlers live: the tools folder itself unless the user wants them elsewhere. */
  handlersDir: string;
  extension: ImportExtension;
  batchName: string;
  maxInvocations: number;
  runtime: RuntimeSource;
  /** Whether a main.ts is written. */
  main: boolean;
  /** Whether no definition is no error; absent where it is one. */
  allowEmpty?: true;
  /** The settings that are not the defaults, however they were given; without them another run would make something else. */
  settings?: Config;
};

/** The default cap of a batch; the one constant that the schema's text, the run-time check and the tests all come from. */
export const MAX_INVOCATIONS = 25;
export const BATCH_NAME = "batch_tool";

const EXTENSIONS: readonly unknown[] = ["js", "ts", "none"] satisfies ImportExtension[];
const RUNTIMES: readonly unknown[] = ["copy", "import"] satisfies RuntimeSource[];
const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;

type Setting = { readonly test: (value: unknown) => boolean; readonly expected: string };

/** Every setting there is, and what it takes. */
export const SETTINGS: { readonly [K in keyof Required<Config>]: Setting } = {
  tools: { test: isText, expected: "a folder" },
  out: { test: isText, expected: "a folder" },
  handlers: { test: isText, expected: "a folder" },
  importExtension: { test: (value) => EXTENSIONS.includes(value), expected: "js, ts or none" },
  batchName: {
    test: (value) => typeof value === "string" && TOOL_NAME.test(value),
    expected: "1 to 128 of the characters a-z, A-Z, 0-9, _ and -, as the API asks of every tool's name",
  },
  maxInvocations: {
    test: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
    expected: "an integer of at least 1",
  },
  runtime: { test: (value) => RUNTIMES.includes(value), expected: "copy or import" },
  main: { test: (value) => typeof value === "boolean", expected: "true or false" },
  allowEmpty: { test: (value) => typeof value === "boolean", expected: "true or false" },
};

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !value.includes("\0");
}
