// batchgen: runtime, copied as it is. Do not edit the copy in generated/: the next run overwrites it.
import type { Ajv2020, ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { explainErrors } from "./explain-errors.js";
import { isObject, pointerKey } from "./schema.js";
import type { Fault, JsonSchema } from "./types.js";

let loading: Promise<Ajv2020> | undefined;
const prepared = new WeakMap<JsonSchema, Prepared>();
let count = 0;

type Prepared = {
  check: ValidateFunction;
  /** The errors of a value against one part of the schema, which is known by identity. */
  errorsOf: (part: unknown, value: unknown) => ErrorObject[] | undefined;
};

/** ajv is loaded with the first call that is checked, so that start-up does not pay for it. */
function load(): Promise<Ajv2020> {
  loading ??= (async () => {
    const [{ Ajv2020 }, { fullFormats }] = await Promise.all([
      import("ajv/dist/2020.js"),
      import("ajv-formats/dist/formats.js"),
    ]);
    return new Ajv2020({
      strict: false,
      allErrors: true,
      verbose: true,
      // 19.99 is a multiple of 0.01, though 19.99 / 0.01 is 1998.9999999999998.
      multipleOfPrecision: 6,
      // A property called `constructor` is there only when the value has one of its own.
      ownProperties: true,
      logger: false,
      formats: fullFormats,
    });
  })();
  return loading;
}

/** Checks a value with ajv. Each schema is compiled when it is first needed. */
export async function checkWithAjv(schema: JsonSchema, value: unknown): Promise<Fault[]> {
  const { check, errorsOf } = await prepare(schema);
  return check(value) ? [] : explainErrors(check.errors ?? [], errorsOf);
}

async function prepare(schema: JsonSchema): Promise<Prepared> {
  const ajv = await load();
  // Looked up after the wait: all calls of the first batch wait, and the first of them compiles for the others.
  const known = prepared.get(schema);
  if (known !== undefined) return known;
  count += 1;
  const id = `batchgen:${count}`;
  ajv.addSchema({ ...schema, $id: id }, id);
  // What ajv notes for `unevaluated*` goes wrong in some recursive schemas that have none of them.
  const unevaluated = /"unevaluated(?:Properties|Items)"/.test(JSON.stringify(schema));
  const compile = (pointer: string): ValidateFunction | undefined => {
    ajv.opts.unevaluated = unevaluated;
    return ajv.getSchema(`${id}${pointer}`);
  };
  const check = compile("");
  if (check === undefined) throw new TypeError("ajv gave no validator");
  let pointers: Map<unknown, string> | undefined;
  const fresh: Prepared = {
    check,
    errorsOf: (part, value) => {
      if (part === true) return [];
      pointers ??= pointersOf(schema);
      const pointer = pointers.get(part);
      if (pointer === undefined) return undefined;
      const checkPart = compile(`#${pointer}`);
      if (checkPart === undefined) return undefined;
      return checkPart(value) ? [] : [...(checkPart.errors ?? [])];
    },
  };
  prepared.set(schema, fresh);
  return fresh;
}

/** The JSON pointer of every object in a schema. */
function pointersOf(schema: JsonSchema): Map<unknown, string> {
  const pointers = new Map<unknown, string>();
  const visit = (value: unknown, pointer: string): void => {
    if (!Array.isArray(value) && !isObject(value)) return;
    pointers.set(value, pointer);
    for (const [key, entry] of Object.entries(value)) visit(entry, `${pointer}/${pointerKey(key)}`);
  };
  visit(schema, "");
  return pointers;
}
