import { spawn } from "node:child_process";
import fs, { chmodSync, existsSync, rmSync, statSync, utimesSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { runOnce } from "../../generator/commands/run-once.js";
import { generate, write as writeResult } from "../../generator/index.js";
import { batchgen, cli, exampleTools, makeProject, read, run, tool, write } from "../support/project.js";
import { replaceFs } from "../support/replace-fs.js";

function refusal(code: string): Error {
  return Object.assign(new Error(`${code}: held, rename`), { code, syscall: "rename" });
}

/** A definition with other types than the example's. */
const CHANGED = tool("get_time", { input_schema: { type: "object", properties: { zone: { type: "string" } } } });

async function generatedProject(): Promise<string> {
  const folder = makeProject(exampleTools);
  expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
  return folder;
}

describe("a rename that the system refuses", () => {
  it.each(["EPERM", "EACCES", "EBUSY"])("once with %s is tried again", async (code) => {
    const folder = makeProject(exampleTools);
    const refused = new Set<string>();
    replaceFs("renameSync", (real) => (from, to) => {
      if (!refused.has(String(to)) && String(to).includes("generated")) {
        refused.add(String(to));
        if (refused.size < 5) throw refusal(code);
      }
      real(from, to);
    });
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
    expect(refused.size).toBeGreaterThan(5);
    expect((await runOnce({}, "check", folder)).exitCode).toBe(0);
  });

  it("every time with EBUSY, as that onto a mounted file: it is written in place", async () => {
    const folder = await generatedProject();
    write(folder, { "tools/get_time.json": CHANGED });
    const before = statSync(join(folder, "generated/types/get_time.ts")).ino;
    replaceFs("renameSync", (real) => (from, to) => {
      if (String(to).endsWith("types/get_time.ts")) throw refusal("EBUSY");
      real(from, to);
    });
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
    expect(read(folder, "generated/types/get_time.ts")).toContain("zone?: string");
    expect(statSync(join(folder, "generated/types/get_time.ts")).ino).toBe(before);
    expect((await runOnce({}, "check", folder)).exitCode).toBe(0);
  });

  it("every time with EPERM is told", async () => {
    const folder = makeProject(exampleTools);
    replaceFs("renameSync", () => () => {
      throw refusal("EPERM");
    });
    const { exitCode, diagnostics } = await runOnce({}, "write", folder);
    expect([exitCode, diagnostics.map(({ code }) => code)]).toEqual([2, ["WRITE_FAILED"]]);
  });
});

describe("temporary files of a run that is over", () => {
  const name = "generated/index.ts.batchgen-1-0123456789ab.tmp";

  it("are deleted though another process has its number by now, and young ones of a live process are not", async () => {
    const folder = await generatedProject();
    write(folder, { [name]: "half" });
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
    expect(existsSync(join(folder, name)), "it may be another run's").toBe(true);
    const old = Date.now() / 1000 - 3600;
    utimesSync(join(folder, name), old, old);
    await runOnce({}, "write", folder);
    expect(existsSync(join(folder, name))).toBe(false);
  });
});

describe("a generated file's mode", () => {
  it("is kept when the file is rewritten", async () => {
    const folder = await generatedProject();
    chmodSync(join(folder, "generated/types/get_time.ts"), 0o640);
    write(folder, { "tools/get_time.json": CHANGED });
    const { plan } = await runOnce({}, "write", folder);
    expect(plan?.actions.find(({ path }) => path === "generated/types/get_time.ts")?.action).toBe("update");
    expect(statSync(join(folder, "generated/types/get_time.ts")).mode & 0o777).toBe(0o640);
  });
});

describe("a user without a home folder", () => {
  it("can generate", async () => {
    const { homedir } = os;
    onTestFinished(() => {
      os.homedir = homedir;
      syncBuiltinESMExports();
    });
    os.homedir = () => {
      throw Object.assign(new Error("ENOENT: no such file or directory, uv_os_homedir"), { code: "ENOENT" });
    };
    syncBuiltinESMExports();
    const folder = makeProject(exampleTools);
    expect((await runOnce({}, "write", folder)).exitCode).toBe(0);
  });
});

describe("a stub that somebody begins to edit while a run writes", () => {
  it("is not updated, and write() says that it was kept", async () => {
    const folder = await generatedProject();
    write(folder, { "tools/get_time.json": tool("get_time") });
    const result = await generate({ cwd: folder });
    const stub = join(folder, "tools/get_time.ts");
    let reads = 0;
    replaceFs("readFileSync", (real) => {
      return ((file: string, ...rest: []) => {
        // Once to plan, once before it is replaced.
        if (file === stub && ++reads === 2) fs.appendFileSync(stub, "// mine\n");
        return real(file, ...rest);
      }) as typeof real;
    });
    const { actions } = await writeResult(result);
    expect(reads).toBe(2);
    expect(read(folder, "tools/get_time.ts")).toMatch(/\/\/ mine\n$/);
    expect(actions).toContainEqual({ path: "tools/get_time.ts", action: "keep", owner: "user" });
  });

  it("write() names nothing as done where a conflict stands", async () => {
    const folder = makeProject({ ...exampleTools, "generated/index.ts": "mine" });
    const { actions, diagnostics } = await writeResult(await generate({ cwd: folder }));
    expect(diagnostics.map(({ code }) => code)).toEqual(["OUT_CONFLICT"]);
    expect(actions).toEqual([{ path: "generated/index.ts", action: "conflict", owner: "machine" }]);
  });
});

describe("the working directory", () => {
  it("that is not there is named, and not the tools folder in it", async () => {
    const folder = makeProject(exampleTools);
    const { diagnostics } = await generate({ cwd: join(folder, "missing") });
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^OPTION_INVALID cwd is \S+\/missing, which is not a folder/),
    ]);
    const { code, stderr } = await batchgen(folder, "--cwd", "missing");
    expect([code, stderr]).toEqual([2, expect.stringContaining("--cwd is ")]);
  });

  it("is where --cwd says", async () => {
    const folder = makeProject();
    write(join(folder, "deep"), exampleTools);
    expect((await batchgen(folder, "--cwd", "deep")).code).toBe(0);
    expect(existsSync(join(folder, "deep/generated/index.ts"))).toBe(true);
    rmSync(join(folder, "deep/generated"), { recursive: true });
  });
});

describe.skipIf(!existsSync("/dev/full"))("output that cannot be written", () => {
  it("ends with 2 and without a stack trace, and what there is to do is done", async () => {
    const folder = await generatedProject();
    write(folder, { "tools/get_time.json": CHANGED });
    const command = `"${process.execPath}" "${cli}" --json > /dev/full`;
    expect(await run(folder, "/bin/sh", ["-c", command])).toEqual({ code: 2, stdout: "", stderr: "" });
    expect(read(folder, "generated/types/get_time.ts")).toContain("zone?: string");
  });

  it("on stderr ends with 2, where it is full, and as ever where nobody reads", async () => {
    const folder = await generatedProject();
    const command = `"${process.execPath}" "${cli}" ./tools`;
    expect(await run(folder, "/bin/sh", ["-c", `${command} 2> /dev/full`])).toEqual({
      code: 2,
      stdout: "",
      stderr: "",
    });
    expect(await run(folder, "/bin/sh", ["-c", `(${command} 2>&1; echo $? > code) | true`])).toMatchObject({ code: 0 });
    expect(read(folder, "code")).toBe("0\n");
  });
});

describe("a pipe that is full and does not wait", () => {
  it("gets all that a run says", async () => {
    const bare = Object.fromEntries(
      Array.from({ length: 300 }, (_, at) => [
        `tools/t${at}.json`,
        { name: `t${at}`, input_schema: { type: "object" } },
      ]),
    );
    const folder = makeProject(bare);
    await batchgen(folder);
    const whole = (await batchgen(folder)).stderr;
    expect(whole.length).toBeGreaterThan(50_000);
    // Node's own stream makes the pipe one that does not wait, for all that have it; what it writes more than fills it.
    const holder = "process.stderr.write('~'.repeat(1e6)); setTimeout(() => {}, 4000)";
    const command = `"${process.execPath}" -e "${holder}" & sleep 0.5; "${process.execPath}" "${cli}"`;
    const child = spawn("/bin/sh", ["-c", command], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    let said = "";
    for await (const piece of child.stderr) said += String(piece);
    const lasting = (text: string): string => text.replace(/~|\d+ ms/g, "");
    expect(lasting(said)).toBe(lasting(whole));
  });
});

describe("--fail-on-warnings", () => {
  it("writes, and ends with 2 while a handler is not filled in or a warning stands", async () => {
    const folder = makeProject(exampleTools);
    const first = await batchgen(folder, "--fail-on-warnings");
    expect(first.code).toBe(2);
    expect(first.stderr).toContain(
      "2 handlers must be filled in, as --fail-on-warnings asks: tools/get_time.ts, tools/get_weather.ts.",
    );
    expect(existsSync(join(folder, "generated/index.ts"))).toBe(true);
    for (const name of ["get_time", "get_weather"]) {
      write(folder, { [`tools/${name}.ts`]: `${read(folder, `tools/${name}.ts`)}// filled in\n` });
    }
    expect((await batchgen(folder, "--fail-on-warnings")).code).toBe(0);
    write(folder, { "generated/notes.md": "" });
    for (const args of [[], ["--check"]]) expect((await batchgen(folder, "--fail-on-warnings", ...args)).code).toBe(2);
  });
});
