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
  /**
   * The settings that are not the defaults, however they were given; without them another run would make something
   * else.
   */
  settings?: Config;
};

/**
 * The default cap of a batch; the one constant that the schema's text, the run-time check and the tests all come from.
 */
export const MAX_INVOCATIONS = 25;
export const BATCH_NAME = "batch_tool";

const EXTENSIONS: readonly unknown[] = ["js", "ts", "none"] satisfies ImportExtension[];
const RUNTIMES: readonly unknown[] = ["copy", "import"] satisfies RuntimeSource[];
const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;

type Setting = {
  /** What it is, for --help and for editors. */
  says: string;
  /** What it is where nothing is said: a value, or in brackets what a run finds out. */
  byDefault: string | number | boolean;
  test: (value: unknown) => boolean;
  expected: string;
  /** The same as `test`, as JSON Schema. */
  schema: { readonly [keyword: string]: unknown };
};

const FOLDER = { test: isText, expected: "a folder", schema: { type: "string", minLength: 1 } };
const SWITCH = {
  test: (value: unknown) => typeof value === "boolean",
  expected: "true or false",
  schema: { type: "boolean" },
};

/** Every setting there is, and what it takes. */
export const SETTINGS: { readonly [K in keyof Required<Config>]: Setting } = {
  tools: { says: "the folder of the definitions", byDefault: "./tools", ...FOLDER },
  out: { says: "the folder to generate", byDefault: "./generated", ...FOLDER },
  handlers: { says: "where handlers live", byDefault: "(beside their definitions)", ...FOLDER },
  importExtension: {
    says: "how relative imports end",
    byDefault: "(as the nearest tsconfig.json asks for)",
    test: (value) => EXTENSIONS.includes(value),
    expected: "js, ts or none",
    schema: { enum: EXTENSIONS },
  },
  batchName: {
    says: "the batch tool's name",
    byDefault: BATCH_NAME,
    test: (value) => typeof value === "string" && TOOL_NAME.test(value),
    expected: "1 to 128 of the characters a-z, A-Z, 0-9, _ and -, as the API asks of every tool's name",
    schema: { type: "string", pattern: TOOL_NAME.source },
  },
  maxInvocations: {
    says: "how many calls run in one batch",
    byDefault: MAX_INVOCATIONS,
    test: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
    expected: "an integer of at least 1",
    schema: { type: "integer", minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
  },
  runtime: {
    says: "write the runtime into the output, or import it from batchgen",
    byDefault: "copy",
    test: (value) => RUNTIMES.includes(value),
    expected: "copy or import",
    schema: { enum: RUNTIMES },
  },
  main: { says: "write a main.ts", byDefault: true, ...SWITCH },
  allowEmpty: { says: "a tools folder without a definition is no error", byDefault: false, ...SWITCH },
};

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "" && !value.includes("\0");
}
