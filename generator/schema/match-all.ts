/** What stands for any characters at all. A line end in a property's name is passed over: nobody means one. */
const ANYTHING = /^(?:\.\*|\.\{0,\}|\[\\s\\S\]\*|\[\\S\\s\]\*|\[\^\]\*|)$/;

/** Whether a pattern surely matches every property name, as `^.*$` and `^(.*)$` do. */
export function matchesAll(pattern: string): boolean {
  const inner = pattern.replace(/^\^/, "").replace(/\$$/, "");
  if (ANYTHING.test(inner)) return true;
  const group = /^\((?:\?:)?([^()]*)\)$/.exec(inner)?.[1];
  return group !== undefined && ANYTHING.test(group);
}
