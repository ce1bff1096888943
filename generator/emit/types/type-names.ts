/** Names that mean something to TypeScript or to its reader; a type of a definition must not hide them in its file. */
const reserved = new Set(
  (
    "Array ArrayBuffer Awaited BigInt Blob Boolean Buffer Capitalize ConstructorParameters DataView Date " +
    "Document Element Error Event Exclude Extract File FormData Function Headers InstanceType Intl " +
    "Iterable Iterator JSON Lowercase Map Math NaN Infinity Node NodeJS NoInfer NonNullable Number " +
    "Object Omit Parameters Partial Pick Promise PromiseLike Proxy Readonly ReadonlyArray Record Reflect " +
    "RegExp Request Required Response ReturnType Set String Symbol ThisType Uint8Array Uncapitalize " +
    "Uppercase URL WeakMap WeakRef WeakSet Window"
  ).split(" "),
);

/** A name that a program made up: `def3`, `__schema0`. It tells less than the property that holds the value. */
const madeUp = /^_*(?:def|definition|schema|type|ref|anon|anonymous|t|s)?_*\d+$/i;

export const isMadeUp = (name: string): boolean => madeUp.test(name);

const keywords =
  /^(?:properties|patternProperties|\$defs|definitions|items|prefixItems|additionalProperties|anyOf|oneOf|allOf|\d+)$/;

/** The step of a pointer that best names what it leads to; `hint` where none does. */
export function nameOfPointer(steps: readonly string[], hint: string): string {
  const [first, key = ""] = steps;
  if (steps.length === 2 && first === "$defs") return isMadeUp(key) || !/\p{L}/u.test(key) ? hint : key;
  return steps.filter((step) => !keywords.test(step)).at(-1) ?? hint;
}

/** An identifier in PascalCase for any text, that `taken` does not hold, and puts it there. */
export function claimTypeName(text: string, taken: Set<string>): string {
  const words = text.normalize("NFC").match(/[\p{L}\p{Nl}\p{Nd}]+/gu) ?? [];
  const joined = words
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("")
    .slice(0, 80);
  const start = /^[\p{L}\p{Nl}]/u.test(joined) ? joined : `Type${joined}`;
  const base = reserved.has(start) || start === "Type" ? `${start === "Type" ? "Inner" : start}Type` : start;
  let name = base;
  for (let count = 2; taken.has(name); count++) name = `${base}${count}`;
  taken.add(name);
  return name;
}
