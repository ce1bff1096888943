// Stands in for the emitted definitions.ts, so that the templates compile where they are. It is not copied.
import type { Definition } from "./runtime/types.js";

export const definitions: { readonly [name: string]: Definition } = {};
