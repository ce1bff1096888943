import { Ajv2020, type Options, type ValidateFunction } from "ajv/dist/2020.js";
import { fullFormats } from "ajv-formats/dist/formats.js";

/** An ajv for draft 2020-12 that takes schemas as tool definitions have them. */
export function newAjv(options: Options): Ajv2020 {
  // 19.99 is a multiple of 0.01, though 19.99 / 0.01 is 1998.9999999999998.
  return new Ajv2020({ strict: false, logger: false, multipleOfPrecision: 6, formats: fullFormats, ...options });
}

/** Compiles a schema. Throws where ajv cannot: a reference that leads nowhere, a pattern that JavaScript does not know. */
export function compileSchema(ajv: Ajv2020, schema: object): ValidateFunction {
  // What ajv notes for `unevaluated*` goes wrong in some recursive schemas that have none of them.
  ajv.opts.unevaluated = /"unevaluated(?:Properties|Items)"/.test(JSON.stringify(schema));
  return ajv.compile(schema);
}
