/** Columns that prettier and biome leave to a line of JSON by default. */
const WIDTH = 80;

/** A value as JSON, laid out as formatters do it by default: a list of strings or numbers stands on one line where it fits. */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value, undefined, 2);
  const joined = text.replace(
    /^(.*)\[\n([^[\]{}]*)\n *\](,?)$/gm,
    (whole, head: string, entries: string, end: string) => {
      const list = entries.split("\n").map((entry) => entry.trim());
      const line = `${head}[${list.join(" ")}]${end}`;
      return line.length <= WIDTH ? line : whole;
    },
  );
  return `${joined}\n`;
}
