/** Names that mean something to TypeScript or to its reader; a type of a definition must not hide them in its file. */
const RESERVED = new Set(
  (
    "Array ArrayBuffer Awaited BigInt Blob Boolean Buffer Capitalize ConstructorParameters DataView Date " +
    "Document Element Error Event Exclude Extract File FormData Function Headers InstanceType Intl " +
    "Iterable Iterator JSON Lowercase Map Math NaN Infinity Node NodeJS NoInfer NonNullable Number " +
    "Object Omit Parameters Partial Pick Promise PromiseLike Proxy Readonly ReadonlyArray Record Reflect " +
    "RegExp Request Required Response ReturnType Set String Symbol ThisType Uint8Array Uncapitalize " +
    "Uppercase URL WeakMap WeakRef WeakSet Window"
  ).split(" "),
);

/**
 * A letter or digit of a script whose blocks are settled for long, so that each TypeScript takes it in an identifier
 * and each Node makes the same name. TypeScript 7 knows Unicode 15; Node 20 knows 17, with letters and capitals that no
 * compiler takes.
 */
const LETTER =
  /(?=[\0-\u07ff\u0900-\u0bff\u0e00-\u0fff\u10a0-\u11ff\u1e00-\u1fff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3])[\p{L}\p{Nl}\p{Nd}]/u;
const WORDS_OF = new RegExp(`(?:${LETTER.source})+`, "gu");

/** A name that a program made up: `def3`, `__schema0`. It tells less than the property that holds the value. */
const MADE_UP = /^_*(?:def|definition|schema|type|ref|anon|anonymous|t|s)?_*\d+$/i;

export function isMadeUp(name: string): boolean {
  return MADE_UP.test(name);
}

const KEYWORDS =
  /^(?:properties|patternProperties|\$defs|definitions|items|prefixItems|additionalProperties|anyOf|oneOf|allOf|\d+)$/;

/** The step of a pointer that best names what it leads to; `hint` where none does. */
export function nameOfPointer(steps: readonly string[], hint: string): string {
  const [first, key = ""] = steps;
  if (steps.length === 2 && first === "$defs") return isMadeUp(key) || !LETTER.test(key) ? hint : key;
  return steps.filter((step) => !KEYWORDS.test(step)).at(-1) ?? hint;
}

/**
 * The names of types that are taken, and for each the number from which on it is free: many types can have the same
 * name in different places.
 */
export type TakenNames = Map<string, number>;

/** An identifier in PascalCase for any text, which `taken` does not hold; it is taken from then on. */
export function claimTypeName(text: string, taken: TakenNames): string {
  const words = text.normalize("NFC").match(WORDS_OF) ?? [];
  const joined = words.map(capitalize).join("").slice(0, 80);
  const start = /^[\p{L}\p{Nl}]/u.test(joined) ? joined : `Type${joined}`;
  const base = RESERVED.has(start) || start === "Type" ? `${start === "Type" ? "Inner" : start}Type` : start;
  let name = base;
  let next = taken.get(base) ?? 2;
  for (; taken.has(name); next++) name = `${base}${next}`;
  taken.set(name, 2);
  if (name !== base) taken.set(base, next);
  return name;
}

function capitalize(word: string): string {
  const first = word.slice(0, 1);
  const capital = first.toUpperCase();
  return (LETTER.test(capital) ? capital : first) + word.slice(1);
}
