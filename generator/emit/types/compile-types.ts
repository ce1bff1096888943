import type { Core } from "./core.js";
import { parseTypes } from "./parse-types.js";
import type { TypeNode } from "./type-node.js";

/** Compiles schemas to types, each under its name. */
export type CompileTypes = (schemas: { [name: string]: Core }) => Promise<Map<string, TypeNode>>;

/**
 * Loads json-schema-to-typescript; this is the only module that knows of it, and a run that changes nothing never calls
 * it.
 *
 * All schemas of a tool go in as the properties of one object: one pass instead of one per type, and none of them is
 * named by the library, which would number names that meet.
 */
export async function loadCompiler(): Promise<CompileTypes> {
  const { compile } = await import("json-schema-to-typescript");
  return async (schemas) => {
    const schema = {
      type: "object" as const,
      properties: schemas,
      required: Object.keys(schemas),
      additionalProperties: false,
    };
    const text = await quietly(() =>
      compile(schema, "Types", {
        additionalProperties: false,
        bannerComment: "",
        format: false,
        ignoreMinAndMaxItems: true,
        $refOptions: { resolve: { external: false, http: false, file: false } },
      }),
    );
    return parseTypes(text);
  };
}

/**
 * The library writes its workings to stdout where the environment has a VERBOSE, which any build may set for itself.
 */
async function quietly<T>(run: () => Promise<T>): Promise<T> {
  const verbose = process.env["VERBOSE"];
  if (verbose === undefined) return run();
  delete process.env["VERBOSE"];
  try {
    return await run();
  } finally {
    process.env["VERBOSE"] = verbose;
  }
}
