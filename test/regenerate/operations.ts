import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { choose, definitions, FOLDERS, handlers, manifestText, nameIn, out, output, TOOLS } from "./places.js";
import { definition, filesIn, type Model, moveAs, type Project, removeAs, writeAs } from "./project-model.js";
import { UPSETS } from "./upsets.js";
import { runAndVerify } from "./verify-run.js";

/** What a person does to a project between two runs. `pick` chooses among what is there, and how. */
type Operation = (model: Model, project: Project, pick: number) => Promise<void> | void;

const NAMES = ["get_weather", "Get_Weather", "get_time", "a-b", "a_b", "con", "handler"];
const HOMES = ["tools", "tools", "tools/deep/er", "more"];
const SETTINGS: { [key: string]: unknown }[] = [
  {},
  { importExtension: "ts" },
  { importExtension: "none" },
  { maxInvocations: 3 },
  { batchName: "many" },
  { handlers: "src/handlers" },
  { handlers: "src/handlers", maxInvocations: 7 },
  { out: "src/agent" },
  // Another tools folder with the same output: refused while the first one holds definitions.
  { tools: "more" },
  // Two tools folders with one handlers' folder, and one output inside the other.
  { tools: "more", handlers: "src/handlers" },
  { tools: "more", out: "generated/more" },
  { runtime: "copy" },
  { runtime: "copy", main: false },
].map((settings) => ({ runtime: "import", ...settings }));

const OPERATIONS: { [name: string]: Operation } = {
  "add a definition": (model, project, pick) => {
    const name = choose(NAMES, pick);
    writeAs(model, project, `${choose(HOMES, pick)}/${name}.json`, definition(name, pick));
  },
  "edit a definition": (model, project, pick) => {
    const path = choose(definitions(project), pick);
    writeAs(model, project, path, definition(nameIn(project, path) ?? "repaired", pick));
  },
  "rename a tool": (model, project, pick) => {
    writeAs(model, project, choose(definitions(project), pick), definition(choose(NAMES, pick >> 3), pick));
  },
  "switch the case of a name": (model, project, pick) => {
    const path = choose(definitions(project), pick);
    const name = nameIn(project, path) ?? "repaired";
    const switched = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase();
    writeAs(model, project, path, definition(switched, pick));
  },
  "rename a definition's file": (model, project, pick) => {
    moveAs(model, project, choose(definitions(project), pick), `${choose(HOMES, pick)}/renamed_${model.steps}.json`);
  },
  "delete all definitions of a folder": (model, project, pick) => {
    const folder = choose(TOOLS, pick);
    for (const path of definitions(project)) if (path.startsWith(`${folder}/`)) removeAs(model, project, path);
  },
  "delete a definition": (model, project, pick) => removeAs(model, project, choose(definitions(project), pick)),
  "break a definition": (model, project, pick) => {
    const texts = ["{", '{"name": "x"}', "[]", '{"name":"bad name","description":"","input_schema":{"type":"object"}}'];
    writeAs(model, project, choose(definitions(project), pick), choose(texts, pick));
  },
  "edit a handler": (model, project, pick) => {
    const path = choose(handlers(project), pick);
    writeAs(model, project, path, `${readFileSync(join(project.folder, path), "utf8")}// mine ${model.steps}\n`);
  },
  "fill in a handler": (model, project, pick) => {
    const path = choose(handlers(project), pick);
    const text = readFileSync(join(project.folder, path), "utf8");
    writeAs(model, project, path, text.replace(/throw new ToolError\([^;]*;/, `return "filled in ${model.steps}";`));
  },
  "write a handler before its definition": (model, project, pick) => {
    const name = choose(NAMES, pick);
    writeAs(model, project, `tools/${name}.ts`, `export const handler = async () => "${model.steps}";\n`);
  },
  "delete a handler": (model, project, pick) => removeAs(model, project, choose(handlers(project), pick)),
  "move a handler": (model, project, pick) => {
    const path = choose(handlers(project), pick);
    const to = pick % 2 === 0 ? `tools/moved_${model.steps}.ts` : `tools/${choose(NAMES, pick)}.ts`;
    if (handlers(project).includes(to)) return;
    // What batchgen wrote is the mover's from now on, unless it is moved to where batchgen would have written the same.
    model.persons.add(path);
    moveAs(model, project, path, to);
    writeAs(model, project, to, `${readFileSync(join(project.folder, to), "utf8")}// moved\n`);
  },
  "change an option": (model, _, pick) => {
    model.settings = choose(SETTINGS, pick);
  },
  "take over the output with --force": (model, _, pick) => {
    model.settings = choose(SETTINGS, pick);
    model.force = true;
  },
  "add or delete a context": (model, project, pick) => {
    const path = "tools/handlers.context.ts";
    if (pick % 2 === 0) writeAs(model, project, path, "export type Context = { user: string };\n");
    else removeAs(model, project, path);
  },
  "delete the manifest": (model, project) => removeAs(model, project, `${out(model)}/.batchgen.json`),
  "damage the manifest": (model, project, pick) => {
    const file = join(project.folder, out(model), ".batchgen.json");
    const lines = manifestText(model, project)?.split("\n") ?? [];
    const at = pick % Math.max(1, lines.length);
    const damages = [
      lines.slice(0, at).join("\n"),
      [
        ...lines.slice(0, at),
        "<<<<<<< ours",
        lines[at],
        "=======",
        lines[at],
        ">>>>>>> theirs",
        ...lines.slice(at + 1),
      ].join("\n"),
      dropEntry(lines.join("\n"), pick),
      '{"version":2,"files":{"../tools/get_time.ts":{}}}',
      '{"version":1,"files":[]}',
      "",
    ];
    if (lines.length > 0) writeFileSync(file, choose(damages, pick));
  },
  "delete an output file": (model, project, pick) => removeAs(model, project, choose(output(model, project), pick)),
  "delete the output": (model, project) => {
    for (const path of [...model.persons]) if (path.startsWith(`${out(model)}/`)) model.persons.delete(path);
    removeAs(model, project, out(model));
  },
  "edit an output file": (model, project, pick) => {
    const file = join(project.folder, choose(output(model, project), pick));
    writeFileSync(file, `${readFileSync(file, "utf8")}// edited\n`);
  },
  "put a file of one's own in the place of an output file": (model, project, pick) => {
    writeAs(model, project, choose(output(model, project), pick), "// mine\n");
  },
  "put a file of one's own into the output": (model, project, pick) => {
    // Some of them are where a tool's types will be wanted one day.
    const path = choose(["notes.md", "own/deep.ts", ...NAMES.map((name) => `types/${name}.ts`)], pick);
    if (!output(model, project).includes(`${out(model)}/${path}`))
      writeAs(model, project, `${out(model)}/${path}`, "// mine\n");
  },
  "leave a file half-written, as a killed run does": (model, project, pick) => {
    const folder = choose([out(model), `${out(model)}/types`, "tools"], pick);
    writeAs(model, project, `${folder}/x.ts.batchgen-999999999-${"0".repeat(12)}.tmp`, "hal");
    model.persons.delete(`${folder}/x.ts.batchgen-999999999-${"0".repeat(12)}.tmp`);
  },
  "convert the line ends of everything": (_, project, pick) => {
    for (const path of FOLDERS.flatMap((folder) => filesIn(project, folder, ""))) {
      const file = join(project.folder, path);
      const text = readFileSync(file, "utf8").replaceAll("\r\n", "\n");
      writeFileSync(file, pick % 2 === 0 ? text.replaceAll("\n", "\r\n") : text);
    }
  },
};

/** Every operation as a command of fast-check, each followed by a run and all that has to hold after it. */
export const commands = Object.entries({ ...OPERATIONS, ...UPSETS }).map(([name, operate]) =>
  fc.nat({ max: 1000 }).map((pick) => ({
    check: () => true,
    run: async (model: Model, project: Project) => {
      if (isPossible(name, model, project)) await operate(model, project, pick);
      await runAndVerify(model, project);
    },
    toString: () => `${name} (${pick})`,
  })),
);

function isPossible(name: string, model: Model, project: Project): boolean {
  if (/^(edit|rename|switch|delete|break).*(definition|tool|name)/.test(name)) return definitions(project).length > 0;
  if (/^(edit|fill in|delete|move) a handler/.test(name)) return handlers(project).length > 0;
  if (/an output file/.test(name)) return output(model, project).length > 0;
  return true;
}

function dropEntry(text: string, pick: number): string {
  try {
    const manifest = JSON.parse(text) as { files: { [path: string]: unknown } };
    const paths = Object.keys(manifest.files);
    delete manifest.files[choose(paths, pick)];
    return `${JSON.stringify(manifest, undefined, 2)}\n`;
  } catch {
    return text;
  }
}
