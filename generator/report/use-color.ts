/**
 * Whether what is written to a stream may have colours: on a terminal, unless `NO_COLOR` is set to anything
 * (no-color.org) or the terminal says that it can do nothing; `FORCE_COLOR` wins over all but `NO_COLOR`.
 */
export function useColor(stream: { isTTY?: boolean }, env: Readonly<Record<string, string | undefined>>): boolean {
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined) return forced !== "0" && forced !== "false";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
