import { textEval } from '../compile/operators';
import type { Eval, Scalar } from '../compile/scalar';
import type { Scope } from '../compile/scope';
import { NotSupportedByEmulator } from '../errors';
import type { Node } from '../syntax/node';
import type { KqlType, Value } from '../values/types';

/** One call of a built-in function, as its rule sees it. */
export interface CallSite {
  readonly name: string;
  readonly node: Node;
  readonly args: readonly Scalar[];
  readonly scope: Scope;
  /** The type the binder gives the call. */
  readonly type: KqlType;
}

export interface FunctionRule {
  readonly build: (call: CallSite) => Eval;
  /** The result depends on the row even when no argument does. */
  readonly perRow?: boolean;
}

export type Rules = Readonly<Record<string, FunctionRule>>;

/** Any values, nulls included. */
export function loose(compute: (...values: Value[]) => Value): FunctionRule {
  return {
    build: ({ args }) =>
      apply(
        args.map((arg) => arg.eval),
        compute,
      ),
  };
}

/** Null as soon as one argument is null. */
export function strict(compute: (...values: never[]) => Value): FunctionRule {
  const typed = compute as (...values: Value[]) => Value;
  return {
    build: ({ args }) =>
      apply(
        args.map((arg) => arg.eval),
        (...values) => (values.includes(null) ? null : typed(...values)),
      ),
  };
}

/** Every argument as text. */
export function texts(compute: (...values: string[]) => Value): FunctionRule {
  return { build: ({ args }) => apply(args.map(textEval) as Eval[], compute as (...values: Value[]) => Value) };
}

export function typed(build: (args: readonly Scalar[], call: CallSite) => Eval): FunctionRule {
  return { build: (call) => build(call.args, call) };
}

function apply(evals: readonly Eval[], compute: (...values: Value[]) => Value): Eval {
  const [a, b] = evals;
  if (evals.length === 1 && a) return (row) => compute(a(row));
  if (evals.length === 2 && a && b) return (row) => compute(a(row), b(row));
  return (row) => compute(...evals.map((evaluate) => evaluate(row)));
}

export function argument(args: readonly Scalar[], index: number): Scalar {
  const found = args[index];
  if (!found) throw new NotSupportedByEmulator(`a call with only ${args.length} arguments`);
  return found;
}

/** The text of an argument that has to be written as a literal. */
export function literalText(arg: Scalar | undefined, what: string): string {
  const value = arg?.literal?.value;
  if (typeof value !== 'string') throw new NotSupportedByEmulator(`${what} that is no literal`);
  return value;
}
