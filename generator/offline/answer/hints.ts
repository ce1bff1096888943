import { type JsonObject, stringOf } from "../../json/values.js";
import type { Facts } from "./facts.js";
import { wordsOf } from "./words.js";

/** Words that say that a field takes a place. */
export const PLACE = /\b(?:location|city|place|country|address|destination|origin|region|town|state|where)\b/;
const START = /^(?:from|origin|source|departure|start)\b/;
const END = /^(?:to|into|destination|target|arrival|recipient)\b/;

// What a literal may be put in that no format speaks for, by words of the key and of its description.
const KINDS: readonly { readonly is: RegExp; readonly hint: RegExp }[] = [
  { is: /^https?:/, hint: /\b(?:url|uri|link|website|webpage|page|site|href)\b/ },
  { is: /^[^/\s]+@[^/\s]+$/, hint: /\b(?:email|mail|e mail|recipient|to|cc|bcc|address)\b/ },
  { is: /^\d{4}-\d{2}-\d{2}/, hint: /\b(?:date|day|when|time|start|end|since|until|deadline|due)\b/ },
  { is: /./, hint: /\b(?:path|file|filename|directory|folder|dir|name|source|destination|id)\b/ },
];

/** The words that tell what a field is for: its key's and its description's. */
export function hintOf(key: string, schema: JsonObject): string {
  return wordsOf(`${key} ${stringOf(schema["description"]) ?? ""}`).join(" ");
}

/** The literals that a field takes, by such words. */
export function fitting(literals: readonly string[], hint: string): string[] {
  return literals.filter((text) => KINDS.find(({ is }) => is.test(text))?.hint.test(hint));
}

/** Where a key is the start or the end of something, what the question says after "from" or "to". */
export function endOf(key: string, { after }: Facts): string | undefined {
  const words = wordsOf(key).join(" ");
  return START.test(words) ? after.from : END.test(words) ? after.to : undefined;
}
