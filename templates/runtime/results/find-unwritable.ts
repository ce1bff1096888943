import { isPlain, memberPath } from "../json/values.js";

/**
 * Where in a handler's result something stands that JSON cannot hold, and what: `result.rows is a Map`. Undefined where
 * there is nothing of the kind. Promises in it that fail are looked after: nobody else will, and an unhandled one ends
 * the process.
 */
export function findUnwritable(result: unknown): string | undefined {
  if (typeof result !== "object" && typeof result !== "bigint") return undefined;
  let found: string | undefined;
  const seen = new Set<object>();
  const open = new Set<object>();
  const keys: (string | number)[] = [];
  const visit = (value: unknown): void => {
    const what = open.has(value as object) ? "leads back to itself" : kindOf(value);
    if (what !== undefined) found ??= `${pathOfKeys(keys)} ${what}`;
    if (what !== undefined || typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    // What it is written as is its own matter: a Date, a Buffer, a document of a database.
    if (typeof Reflect.get(value, "toJSON") === "function") return;
    open.add(value);
    for (const [key, one] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
      keys.push(key);
      visit(one);
      keys.pop();
    }
    open.delete(value);
  };
  try {
    visit(result);
  } catch {
    // A getter or a proxy that throws, or more levels than the stack has: JSON.stringify has the last word.
  }
  return found;
}

function pathOfKeys(keys: readonly (string | number)[]): string {
  return keys.reduce<string>(
    (path, key) => (typeof key === "number" ? `${path}[${key}]` : memberPath(path, key)),
    "result",
  );
}

/** What JSON would leave out, or write as `{}`, and thereby lose. */
function kindOf(value: unknown): string | undefined {
  if (typeof value === "bigint") return "is a BigInt";
  if (typeof value !== "object" || value === null) return undefined;
  if (value instanceof Promise) {
    value.catch(() => {});
    return "is a promise";
  }
  if (typeof Reflect.get(value, "then") === "function") return "is a promise";
  if (Array.isArray(value) || typeof Reflect.get(value, "toJSON") === "function") return undefined;
  if (value instanceof Error) return "is an Error";
  if (typeof Reflect.get(value, "pipe") === "function" && typeof Reflect.get(value, "on") === "function") {
    return "is a stream";
  }
  // A Map, a Response, a ReadableStream, a RegExp, a generator ...: of a class of the language or the platform, and
  // nothing of it is a field.
  if (isPlain(value) || Object.keys(value).length > 0) return undefined;
  return `is a ${Object.prototype.toString.call(value).slice("[object ".length, -1)}`;
}
