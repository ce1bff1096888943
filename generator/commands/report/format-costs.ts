import { EXPOSURES } from "../../../templates/runtime/contract/limits.js";
import { BYTES_PER_TOKEN, type Costs } from "./measure-tools.js";

/** Costs as tables: a row per tool, then all together in every exposure, then strict mode's budgets. */
export function formatCosts({ tools, exposures, strict }: Costs): string {
  const perTool = table([
    ["tool", "definition", "arm: alongside", "batch-only", "by-name", "optional", "several types", ""],
    ...tools.map(({ name, definition, arm, optional, unions, leftOut }) => [
      name,
      number(definition),
      number(arm.alongside),
      number(arm["batch-only"]),
      number(arm["by-name"]),
      String(optional),
      String(unions),
      leftOut === undefined ? "" : `not in the batch: ${leftOut}`,
    ]),
  ]);
  const native = exposures.find(({ exposure }) => exposure === "native")?.bytes ?? 0;
  const inAll = table([
    ["exposure", "bytes", "against native", "tokens, about", "with references", "with each"],
    ...EXPOSURES.map((name) => {
      const cost = exposures.find(({ exposure }) => exposure === name);
      const more = native === 0 ? 0 : Math.round(((cost?.bytes ?? 0) / native - 1) * 100);
      const against = `${more < 0 ? "" : "+"}${more} %`;
      const plus = (bytes = 0): string => (bytes === 0 ? "" : `+${number(bytes)}`);
      return [
        name,
        number(cost?.bytes ?? 0),
        name === "native" ? "" : against,
        number(cost?.tokens ?? 0),
        plus(cost?.references),
        plus(cost?.each),
      ];
    }),
  ]);
  const budgets = table([
    ["strict mode, all tools strict", "would need", "a request may hold", ""],
    ...strict.map(({ what, spent, limit }) => [what, number(spent), number(limit), spent > limit ? "too many" : ""]),
  ]);
  const note =
    "An arm is what a tool takes in the batch tool, its $defs with it; those that tools share are sent once.\n" +
    `Sizes are bytes of JSON, sent with every request. Tokens are an estimate, one for each ${BYTES_PER_TOKEN} ` +
    "bytes; the API's count_tokens knows.\n";
  return `${perTool}\n${inAll}\n${note}\n${budgets}`;
}

function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Rows as a table: the first column on the left, numbers on the right, the last as it comes. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        const isText =
          column === 0 || (column === row.length - 1 && !/^[\d,]+$/.test(cell) && rows[0]?.[column] === "");
        return isText ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}
