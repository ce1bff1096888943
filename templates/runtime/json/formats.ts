/** A format that says what a text or a number is, and a value that passes. */
export type Format =
  | { readonly isNumeric: false; readonly fits: (value: string) => boolean; readonly example: string }
  | { readonly isNumeric: true; readonly fits: (value: number) => boolean; readonly example: number };

const EMAIL = /^(?:"[^"]+"|[^\s@]+)@[^\s@]+$/u;
const URI = /^[a-z][a-z0-9+.-]*:\S+$/iu;
const URI_REFERENCE = /^\S*$/u;

/**
 * What people and their libraries write under a format, not what its RFC says: dates without an offset (Python,
 * Pydantic), addresses with letters of any language, fractions of durations. Only a value of which a handler could make
 * nothing is refused. Other formats, known ones too (`password`, `binary`), say nothing that could be wrong.
 */
export const FORMATS: ReadonlyMap<string, Format> = /* @__PURE__ */ createFormats();

function createFormats(): Map<string, Format> {
  return new Map<string, Format>([
    ["date", textFormat(isDate, "2026-01-31")],
    ["time", textFormat(isTime, "12:30:00Z")],
    ["date-time", textFormat(isDateTime, "2026-01-31T12:30:00Z")],
    ["duration", textFormat(isDuration, "PT1H")],
    ["email", patternFormat(EMAIL, "user@example.com")],
    ["idn-email", patternFormat(EMAIL, "user@example.com")],
    ["hostname", textFormat(isHostname, "example.com")],
    ["idn-hostname", patternFormat(/^[^\s!-,/:-@[-^`{-~]+$/u, "example.com")],
    ["ipv4", textFormat(isIpv4, "192.0.2.1")],
    ["ipv6", textFormat(isIpv6, "2001:db8::1")],
    ["uri", patternFormat(URI, "https://example.com")],
    ["iri", patternFormat(URI, "https://example.com")],
    ["url", patternFormat(URI, "https://example.com")],
    ["uri-reference", patternFormat(URI_REFERENCE, "/path")],
    ["iri-reference", patternFormat(URI_REFERENCE, "/path")],
    ["uri-template", patternFormat(/^(?:[^\s{}]|\{[^\s{}]+\})*$/u, "/path/{id}")],
    [
      "uuid",
      patternFormat(
        /^(?:urn:uuid:)?[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu,
        "123e4567-e89b-12d3-a456-426614174000",
      ),
    ],
    ["json-pointer", patternFormat(/^(?:\/(?:[^~/]|~[01])*)*$/u, "/path/0")],
    ["relative-json-pointer", patternFormat(/^(?:0|[1-9]\d*)(?:#|(?:\/(?:[^~/]|~[01])*)*)$/u, "1/path")],
    ["regex", textFormat(isPattern, "^a+$")],
    ["int32", { isNumeric: true, fits: (value) => Number.isInteger(value) && value === (value | 0), example: 1 }],
    ["int64", { isNumeric: true, fits: Number.isInteger, example: 1 }],
  ]);
}

function textFormat(fits: (value: string) => boolean, example: string): Format {
  return { isNumeric: false, fits, example };
}

function patternFormat(pattern: RegExp, example: string): Format {
  return textFormat((value) => pattern.test(value), example);
}

function isDate(value: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? [];
  const [monthNumber, dayNumber] = [Number(month), Number(day)];
  if (!(monthNumber >= 1 && monthNumber <= 12)) return false;
  return dayNumber >= 1 && dayNumber <= daysOf(Number(year), monthNumber);
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isTime(value: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:[.,]\d+)?)?(?: ?z| ?[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?$/i.test(
    value,
  );
}

function isDateTime(value: string): boolean {
  return /^[tT ]$/.test(value.charAt(10)) && isDate(value.slice(0, 10)) && isTime(value.slice(11));
}

/** Months and minutes are both M. Each unit may stand once, in this order, and at least one must. */
const DURATION = /* @__PURE__ */ createDuration();

function createDuration(): RegExp {
  return new RegExp(`^[+-]?P(?=\\d|T\\d)${amountsOf("YMWD")}(?:T(?=\\d)${amountsOf("HMS")})?$`);
}

function amountsOf(units: string): string {
  return Array.from(units, (unit) => `(?:\\d+(?:[.,]\\d+)?${unit})?`).join("");
}

function isDuration(value: string): boolean {
  return DURATION.test(value);
}

function isHostname(value: string): boolean {
  if (value.length > 254) return false;
  const labels = value.replace(/\.$/, "").split(".");
  return labels.every((label) => /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]{0,61}[\p{L}\p{M}\p{N}_])?$/u.test(label));
}

function isIpv4(value: string): boolean {
  return /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/.test(value);
}

function isIpv6(value: string): boolean {
  if (value.length > 45) return false;
  const [, head = "", tail] = /^(.*?)((?<=:)\d+\.\d+\.\d+\.\d+)?$/.exec(value) ?? [];
  if (tail !== undefined && !isIpv4(tail)) return false;
  // The last four bytes, written as in IPv4, are two groups.
  const halves = (tail === undefined ? head : `${head}0:0`).split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return false;
  return halves.length === 2 ? groups.length <= 7 : groups.length === 8;
}

function isPattern(value: string): boolean {
  try {
    new RegExp(value, "u");
    return true;
  } catch {
    return false;
  }
}
