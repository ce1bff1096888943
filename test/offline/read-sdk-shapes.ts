import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { Shape } from "../../generator/api/shape.js";

type Records = Map<string, Shape>;

/** The names of the betas that the installed SDK knows. */
export function readSdkBetas(): string[] {
  const file = createRequire(import.meta.url).resolve("@anthropic-ai/sdk/resources/beta/beta");
  const text = readFileSync(file.replace(/\.m?js$/, ".d.ts"), "utf8");
  const [, union = ""] = /export type AnthropicBeta = ([^;]*);/.exec(text) ?? [];
  return [...union.matchAll(/'([^']+)'/g)].map(([, beta = ""]) => beta).sort();
}

const ROOTS = ["MessageCreateParamsBase", "MessageCountTokensParams"] as const;

/** Reads the types of a request's body from the installed SDK's declarations. */
export function readSdkShapes(): { [name: string]: Shape } {
  const folder = dirname(createRequire(import.meta.url).resolve("@anthropic-ai/sdk/resources/messages/messages"));
  const files = {
    plain: join(folder, "messages.d.ts"),
    beta: join(folder, "../beta/messages/messages.d.ts"),
  };
  const options = { strict: true, skipLibCheck: true, noEmit: true, moduleResolution: ts.ModuleResolutionKind.Bundler };
  const program = ts.createProgram([files.plain, files.beta], { ...options, module: ts.ModuleKind.ESNext, types: [] });
  const checker = program.getTypeChecker();
  const exportsOf = (file: string): ts.Symbol[] => {
    const source = program.getSourceFile(file);
    const module = source && checker.getSymbolAtLocation(source);
    return module ? checker.getExportsOfModule(module) : [];
  };
  const typeOf = (file: string, name: string): ts.Type => {
    const symbol = exportsOf(file).find((one) => one.name === name);
    if (!symbol) throw new Error(`${file} exports no ${name}`);
    return checker.getDeclaredTypeOfSymbol(symbol);
  };
  const records: Records = new Map();
  const plainNames = new Map(exportsOf(files.plain).map((one) => [one.name, one] as const));
  const merge = merger(checker, records, (name) => {
    const symbol = plainNames.get(name);
    return symbol && checker.getDeclaredTypeOfSymbol(symbol);
  });
  for (const root of ROOTS) merge(typeOf(files.beta, root), typeOf(files.plain, root));
  const names = [...records.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, records.get(name) as Shape]));
}

/** Gives the shape of a beta type; what the plain type, where there is one, does not have is marked as a beta's. */
function merger(
  checker: ts.TypeChecker,
  records: Records,
  plainOf: (name: string) => ts.Type | undefined,
): (beta: ts.Type, plain: ts.Type | undefined) => Shape {
  const partsOf = (type: ts.Type): ts.Type[] => (type.isUnion() ? type.types : [type]);
  const tagsOf = (type: ts.Type): string[] => {
    const tag = checker.getPropertyOfType(type, "type");
    const of = tag === undefined ? [] : given(checker.getTypeOfSymbol(tag));
    return of.flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
  };
  const roleOf = (type: ts.Type): string => {
    const role = checker.getPropertyOfType(type, "role");
    const of = role && checker.getTypeOfSymbol(role);
    if (!of?.isStringLiteral()) throw new Error(`${checker.typeToString(type)} has neither a type nor a role`);
    return of.value;
  };
  const isNull = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.Null) !== 0;
  const isString = (type: ts.Type): boolean => (type.flags & ts.TypeFlags.String) !== 0;
  const given = (type: ts.Type): ts.Type[] =>
    partsOf(type).filter((one) => !isNull(one) && (one.flags & ts.TypeFlags.Undefined) === 0);
  const isRecord = (type: ts.Type): boolean =>
    (type.flags & ts.TypeFlags.Object) !== 0 &&
    !checker.isArrayType(type) &&
    checker.getPropertiesOfType(type).length > 0;

  const merge = (beta: ts.Type, plain: ts.Type | undefined): Shape => {
    const parts = given(beta);
    const others = plain && given(plain);
    const shape = ofParts(parts, others);
    return partsOf(beta).some(isNull) ? { is: "nullable", of: shape } : shape;
  };

  const ofParts = (parts: readonly ts.Type[], plain: readonly ts.Type[] | undefined): Shape => {
    const literals = parts.filter((one) => one.isStringLiteral()).map((one) => one.value);
    // `string & {}` beside literals keeps a list open.
    const isOpen = parts.some((one) => isString(one) || one.isIntersection());
    if (literals.length > 0) {
      if (isOpen) return { is: "text" };
      if (literals.length === parts.length) return choiceOf(literals, plain);
    }
    const strings = parts.filter((one) => isString(one) || one.isStringLiteral());
    const rest = parts.filter((one) => !strings.includes(one));
    if (rest.length === 0) return { is: "text" };
    const restPlain = plain?.filter((one) => !isString(one));
    const of = ofRest(rest, restPlain);
    return strings.length > 0 ? { is: "text-or", of } : of;
  };

  const choiceOf = (literals: readonly string[], plain: readonly ts.Type[] | undefined): Shape => {
    const known = plain?.flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
    const beta = known === undefined ? [] : literals.filter((one) => !known.includes(one));
    const of = literals.filter((one) => !beta.includes(one));
    return beta.length > 0 ? { is: "choice", of, beta } : { is: "choice", of };
  };

  const ofRest = (rest: readonly ts.Type[], plain: readonly ts.Type[] | undefined): Shape => {
    const [only] = rest;
    if (only === undefined) return { is: "anything" };
    if (rest.every((one) => (one.flags & ts.TypeFlags.BooleanLike) !== 0)) return { is: "flag" };
    if (rest.length > 1) {
      if (rest.every(isRecord)) return unionOf(rest, plain);
      return { is: "anything" };
    }
    if ((only.flags & ts.TypeFlags.NumberLike) !== 0) return { is: "number" };
    if (checker.isArrayType(only)) {
      const [element] = checker.getTypeArguments(only as ts.TypeReference);
      const list = plain?.find((one) => checker.isArrayType(one));
      const other = list && checker.getTypeArguments(list as ts.TypeReference)[0];
      return element ? { is: "list", of: merge(element, other) } : { is: "anything" };
    }
    if (isRecord(only)) {
      // A single type can have been a union with a tag before, or be one without a choice.
      const records = plain?.filter(isRecord);
      const other = records?.find((one) => tagsOf(one)[0] === tagsOf(only)[0]) ?? records?.[0];
      return recordOf(only, other);
    }
    return (only.flags & ts.TypeFlags.Object) !== 0 ? { is: "dictionary" } : { is: "anything" };
  };

  const unionOf = (types: readonly ts.Type[], plain: readonly ts.Type[] | undefined): Shape => {
    if (types.some((type) => tagsOf(type).length === 0)) {
      // Messages, each with a role of its own; without betas they are one type.
      const message = plain?.[0];
      return { is: "by-role", of: Object.fromEntries(types.map((one) => [roleOf(one), recordOf(one, message)])) };
    }
    const fields = types.flatMap((type) =>
      tagsOf(type).map((tag): [string, Shape] => {
        const other = plain?.find((one) => tagsOf(one).includes(tag));
        const shape = recordOf(type, other);
        return [tag, plain !== undefined && other === undefined ? { is: "beta", of: shape } : shape];
      }),
    );
    return { is: "tagged", of: Object.fromEntries(fields) };
  };

  const nameOf = (type: ts.Type): string => {
    const name = type.symbol?.name ?? "";
    return name.startsWith("__") ? "" : name;
  };

  const recordOf = (type: ts.Type, partner: ts.Type | undefined): Shape => {
    const name = nameOf(type).replace(/^Beta/, "");
    // A partner by name is one wherever the type is met first.
    const plain = plainOf(name) ?? partner;
    const isNamed = name !== "";
    if (isNamed) {
      if (records.has(name)) return { is: "ref", to: name };
      records.set(name, { is: "anything" });
    }
    const properties = checker.getPropertiesOfType(type).filter((one) => one.name !== "betas");
    const fields = properties.map((property): [string, Shape] => {
      const other = plain && checker.getPropertyOfType(plain, property.name);
      const shape = merge(checker.getTypeOfSymbol(property), other && checker.getTypeOfSymbol(other));
      const isBeta = plain !== undefined && other === undefined;
      return [property.name, isBeta ? { is: "beta", of: shape } : shape];
    });
    const needs = properties.filter((one) => (one.flags & ts.SymbolFlags.Optional) === 0).map((one) => one.name);
    const open = checker.getIndexInfosOfType(type).length > 0;
    const shape: Shape = { is: "record", of: Object.fromEntries(fields), needs, open };
    if (!isNamed) return shape;
    records.set(name, shape);
    return { is: "ref", to: name };
  };
  return merge;
}
