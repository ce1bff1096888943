import type { Contracts, HandlerResult, NameOf } from "./project.js";

declare const VALUE: unique symbol;
declare const TOOL: unique symbol;
declare const PRESENT: unique symbol;

/**
 * A value in the result of another call of a plan, which is not there yet. `T` is its type, `N` the tool that gives it.
 * It becomes `{"$result": "<id>#<JSON pointer>"}` in the call's arguments, and the value itself before that call runs.
 */
export type Reference<T, N extends string = string> = { readonly [VALUE]: T; readonly [TOOL]: N };

/**
 * A result that is not there yet, or a part of it. Its members are such parts themselves: `customer.result.id` stands
 * for the id that the call will give. Of a list, `at(-1)` is the last element, and `all` stands for each of them:
 * `orders.result.orders.all.id` is the list of ids.
 */
export type Pending<T, N extends string = string> = Reference<T, N> & PendingMembers<T, N, []>;

/**
 * The same behind `all`: what is read of it is read of each element, and gives a list. `Depth` has an element for each
 * `all`.
 */
export type Listed<T, N extends string, Depth extends readonly 0[]> = Reference<NestedLists<T, Depth>, N> &
  PendingMembers<T, N, Depth>;

/** What a call of a tool without an output schema gives: nothing of it can be referred to. */
export type Undeclared<N extends string> = { readonly [TOOL]: N; readonly [VALUE]?: never };

type NestedLists<T, Depth extends readonly 0[]> = Depth extends readonly [0, ...infer Rest extends readonly 0[]]
  ? NestedLists<T, Rest>[]
  : T;

type PendingMember<T, N extends string, Depth extends readonly 0[]> = Depth extends readonly []
  ? Pending<T, N>
  : Listed<T, N, Depth>;

type PendingMembers<T, N extends string, Depth extends readonly 0[]> = {
  readonly [PRESENT]: PendingMember<NonNullable<T>, N, Depth>;
} & (T extends readonly (infer E)[]
  ? {
      /** An element: from 0 at the front, from -1 at the end. */
      at(index: number): PendingMember<E, N, Depth>;
      /** Every element. */
      readonly all: Listed<E, N, readonly [0, ...Depth]>;
    }
  : T extends object
    ? { readonly [K in keyof T]-?: PendingMember<T[K], N, Depth> }
    : unknown);

/** What `present` makes of a value. */
export type CanBePresent<P> = { readonly [PRESENT]: P };

/** The arguments of `N`, in which any value may be a reference to one that fits. */
export type Referable<T, N extends string = string> =
  | ReferenceFor<T, N>
  | (T extends object ? ReferableMembers<T, N> : T);

/** A reference that fits in the arguments of `N`. */
export type ReferenceFor<T, N extends string, From extends string = string> = {
  readonly [VALUE]: T;
  readonly [TOOL]: N extends string ? From : never;
};

type ReferableMembers<T, N extends string> = {
  [K in keyof T]: Referable<Exclude<T[K], undefined>, N>;
} & (string extends keyof T ? { readonly [VALUE]?: never } : unknown);

/** A step of a plan, whatever its tool. Nothing here depends on the tool: TypeScript would look for it among all. */
export type AnyStep = { readonly id: string; readonly isEach: boolean };

/** One call of a plan. */
export type Step<N extends string, Output> = {
  readonly id: string;
  readonly name: N;
  readonly isEach: false;
  /** What it will give, for the arguments of later steps. */
  readonly result: StepResult<Output, Output, N>;
};

/** A call for each element of a list. */
export type EachStep<N extends string, Output> = {
  readonly id: string;
  readonly name: N;
  readonly isEach: true;
  /** The list of what the calls will give. */
  readonly result: StepResult<Output, Output[], N>;
};

type StepResult<Output, Given, N extends string> = [HandlerResult, Output] extends [Output, HandlerResult]
  ? Undeclared<N>
  : Pending<Given, N>;

/**
 * The arguments of a step. As long as TypeScript does not know the tool, it is told nothing of them; it would look at
 * those of every tool otherwise.
 */
type StepArguments<Tools extends Contracts<Tools>, N extends NameOf<Tools>> = [N] extends [never]
  ? unknown
  : Referable<Tools[N]["input"], N>;

/** Adds calls to a plan. */
export type Planner<Tools extends Contracts<Tools>> = {
  /** A call. Any value in its arguments may be a part of an earlier step's result. */
  <const N extends NameOf<Tools>>(name: N, input: StepArguments<Tools, N>): Step<N, Tools[N]["output"]>;
  /** A call for each element of a list in an earlier step's result. */
  each<const N extends NameOf<Tools>, E, From extends string, A extends StepArguments<Tools, N>>(
    list: ReferenceFor<readonly E[], N, From>,
    name: N,
    input: (item: Pending<E, From>) => A & NothingElse<A, Tools[N]["input"], N>,
  ): EachStep<N, Tools[N]["output"]>;
};

/** No argument that a tool does not take: TypeScript does not look for them in what a function gives. */
type NothingElse<A, Input, N extends string> =
  A extends Reference<unknown>
    ? unknown
    : { readonly [K in Exclude<keyof A, KeysOf<Input>>]: `${N} takes no ${K & string}` };

type KeysOf<T> = T extends unknown ? keyof T : never;

/** The pointer, where something stands at it in what `N` gives; otherwise words that say that nothing does. */
export type PointerInto<T, N extends string, P extends string> = [ValueAt<T, P>] extends [never]
  ? `the result of ${N} has no ${P}`
  : P;

/** What stands at a JSON pointer of a type; `never` where nothing does. */
export type ValueAt<T, P extends string> = P extends ""
  ? T
  : P extends `/${infer Key}/${infer Rest}`
    ? Key extends "*"
      ? T extends readonly (infer E)[]
        ? ListOf<ValueAt<E, `/${Rest}`>>
        : never
      : ValueAt<MemberAt<T, Key>, `/${Rest}`>
    : P extends `/${infer Key}`
      ? MemberAt<T, Key>
      : never;

type ListOf<T> = [T] extends [never] ? never : T[];

type MemberAt<T, Key extends string> = T extends readonly (infer E)[]
  ? Key extends "*"
    ? E[]
    : Key extends `${number}`
      ? E
      : never
  : Unescaped<Key> extends keyof T
    ? T[Unescaped<Key>]
    : never;

/** The key that a segment of a JSON pointer stands for. */
type Unescaped<Key extends string> = Replaced<Replaced<Key, "~1", "/">, "~0", "~">;

type Replaced<
  Text extends string,
  From extends string,
  To extends string,
> = Text extends `${infer Head}${From}${infer Rest}` ? `${Head}${To}${Replaced<Rest, From, To>}` : Text;
