import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const LOCATION = { type: "string", description: "The city and state, e.g. San Francisco, CA" };

/** `batchgen init`: makes what a new project needs and does not have. Overwrites nothing. Gives the exit code. */
export function runInit(cwd: string): number {
  const done = [
    ...(hasDefinitions(cwd) ? [] : [sample(cwd, "get_weather", "weather"), sample(cwd, "get_time", "time")]),
    ...writeTsconfig(cwd),
    ...addScripts(cwd),
  ];
  process.stderr.write(done.length === 0 ? "Nothing to do: all is there.\n" : `${done.join("\n")}\n`);
  process.stderr.write(`
Next:
  npx batchgen ./tools         generate, and get a stub for each handler
  npx tsc --noEmit             check it
  npx batchgen try "What's the weather and time in San Francisco?"
`);
  return 0;
}

function hasDefinitions(cwd: string): boolean {
  const folder = join(cwd, "tools");
  return (
    existsSync(folder) &&
    readdirSync(folder, { recursive: true, encoding: "utf8" }).some((name) => name.endsWith(".json"))
  );
}

function sample(cwd: string, name: string, what: string): string {
  const definition = {
    name,
    description: `Get the current ${what} in a given location`,
    input_schema: { type: "object", properties: { location: LOCATION }, required: ["location"] },
  };
  const file = join("tools", `${name}.json`);
  mkdirSync(dirname(join(cwd, file)), { recursive: true });
  writeFileSync(join(cwd, file), `${JSON.stringify(definition, undefined, 2)}\n`, { flag: "wx" });
  return `made     ${file.replaceAll("\\", "/")}`;
}

function writeTsconfig(cwd: string): string[] {
  if (existsSync(join(cwd, "tsconfig.json"))) return [];
  const isModule = readPackage(cwd)?.value["type"] === "module";
  const config = {
    compilerOptions: {
      target: "ES2023",
      module: "NodeNext",
      types: ["node"],
      strict: true,
      // TypeScript does not allow it where imports become require().
      ...(isModule ? { verbatimModuleSyntax: true } : {}),
      skipLibCheck: true,
      rootDir: ".",
      outDir: "dist",
    },
    include: ["tools/**/*.ts", "generated/**/*.ts", "src/**/*.ts"],
  };
  writeFileSync(join(cwd, "tsconfig.json"), `${JSON.stringify(config, undefined, 2)}\n`, { flag: "wx" });
  return ["made     tsconfig.json"];
}

function addScripts(cwd: string): string[] {
  const found = readPackage(cwd);
  if (found === undefined) return ["There is no package.json to put scripts into: `npm init -y` makes one."];
  const { value, indent } = found;
  const scripts = isRecord(value["scripts"]) ? value["scripts"] : {};
  const wanted = Object.entries({ generate: "batchgen ./tools", "generate:check": "batchgen ./tools --check" });
  const missing = wanted.filter(([name]) => !Object.hasOwn(scripts, name));
  if (missing.length === 0) return [];
  const changed = { ...value, scripts: { ...scripts, ...Object.fromEntries(missing) } };
  writeFileSync(join(cwd, "package.json"), `${JSON.stringify(changed, undefined, indent)}\n`);
  return missing.map(([name]) => `added    the script ${name} to package.json`);
}

function readPackage(cwd: string): { value: { [key: string]: unknown }; indent: string } | undefined {
  try {
    const text = readFileSync(join(cwd, "package.json"), "utf8");
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? { value, indent: /^([ \t]+)"/m.exec(text)?.[1] ?? "  " } : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
