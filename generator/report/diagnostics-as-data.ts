import type { Diagnostic } from "../diagnostics/diagnostic.js";

/** Diagnostics for `--json`: exactly these keys, in this order. */
export function jsonRecords(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.map(({ code, severity, file, line, column, pointer, message, hint }) => {
    return { code, severity, file, line, column, pointer, message, hint };
  });
}

/** What an annotation shows of a diagnostic, or of drift, which has no code. */
type Annotated = Omit<Diagnostic, "code" | "pointer"> & { code: string };

/**
 * Diagnostics as annotations of GitHub Actions, one a line, each ended by a line feed: they are shown beside the lines
 * they are about. For where `GITHUB_ACTIONS` is `true`. The format is that of workflow commands: `::error
 * file=…,line=…,col=…,title=…::message`.
 * @param folder The working directory as a path from the root of the repository, which GitHub counts files from; POSIX,
 * empty for the root itself.
 */
export function githubAnnotations(diagnostics: readonly Annotated[], folder = ""): string {
  return diagnostics
    .map(({ severity, file, line, column, code, message, hint }) => {
      const path = folder === "" || file.startsWith("/") ? file : `${folder}/${file}`;
      const place = file === "" ? "" : `file=${escapeProperty(path)},line=${line},col=${column},`;
      return `::${severity} ${place}title=${escapeProperty(code)}::${escapeData(`${message}\n${hint}`)}\n`;
    })
    .join("");
}

/** What would end a command's message, or be taken for an escape. */
function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
