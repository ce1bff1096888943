import { join } from "node:path";
import type { Bench } from "../bench.js";
import { makeTools } from "../corpus.js";
import { cli, compile, makeProject, runInProject, runNode } from "../project.js";
import { type Row, valueRow } from "../row.js";

type Found = { ours: { errors: number; bytes: number }; union: { errors: number; bytes: number } };

/** What Claude is told of one wrong field in a batch of 20, against ajv over the batch tool's own schema. */
export function measureWrongField({ scratch, small }: Bench): Row[] {
  const folder = makeProject(join(scratch, "wrong-field"), makeTools(small));
  runNode(folder, [cli]);
  compile(folder);
  const { ours, union } = runInProject(folder, "wrong-field.mjs") as Found;
  const what = `one wrong field in a batch of 20, ${small} tools`;
  return [
    valueRow(`${what}: errors`, "", ours.errors, 1, { name: "ajv, whole batch", value: union.errors }),
    valueRow(`${what}: told`, "B", ours.bytes, 299, { name: "ajv, whole batch", value: union.bytes }),
  ];
}
