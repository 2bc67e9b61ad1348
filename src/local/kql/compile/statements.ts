import { NotSupportedByEmulator } from '../errors';
import { items, type Node, nameOf, part, tokenText } from '../syntax/node';
import type { Row } from '../values/types';
import { oncePerRun, type Scalar } from './scalar';
import { type Binding, type Bindings, compileScalar, type Parameter, type Relation, type Scope } from './scope';

/** The scope after one `let` statement. */
export function compileLet(statement: Node, scope: Scope): Scope {
  if (statement.kind !== 'LetStatement') throw new NotSupportedByEmulator(`a ${statement.kind}`);
  const name = nameOf(part(statement, 'Name'));
  const bindings = new Map(scope.bindings).set(name, bindingOf(part(statement, 'Expression'), scope));
  return { ...scope, bindings };
}

function bindingOf(node: Node, scope: Scope): Binding {
  if (node.kind === 'FunctionDeclaration') return declareFunction(node, scope);
  if (node.kind === 'MaterializeExpression') return bindingOf(part(node, 'Expression'), scope);
  if (node.columns) return { kind: 'relation', relation: shared(scope.compileRelation(node, scope), scope) };
  const scalar = compileScalar(node, scope);
  // A `let` inside a function may depend on the row through its parameters.
  if (!scalar.constant) return { kind: 'scalar', scalar };
  const once = oncePerRun(scope.session, () => scalar.eval([]));
  return { kind: 'scalar', scalar: scalar.literal ? scalar : { ...scalar, eval: once } };
}

/** A relation used under a name is computed once a run, however often it is named. A bare table stays a scan, so that filters reach it. */
function shared(relation: Relation, scope: Scope): Relation {
  if (relation.scan) return relation;
  let run = -1;
  let rows: readonly Row[] = [];
  return {
    ...relation,
    run: () => {
      if (run !== scope.session.run) {
        rows = relation.run();
        run = scope.session.run;
      }
      return rows;
    },
  };
}

type UserFunction = Extract<Binding, { kind: 'function' }>;

/** The user-defined function a call names, if it names one. */
export function userFunction(nameNode: Node, scope: Scope): UserFunction | undefined {
  const binding = scope.bindings.get(nameOf(nameNode));
  return binding?.kind === 'function' ? binding : undefined;
}

/** The function of a `let f = (…) { … }`; its body is compiled at each call, as the binder types it for the arguments. */
export function declareFunction(node: Node, scope: Scope): UserFunction {
  const parameters = items(part(node, 'Parameters'), 'Parameters').map((parameter): Parameter => {
    const name = nameOf(part(part(parameter, 'NameAndType'), 'Name'));
    const fallback = parameter.children.find(({ role }) => role === 'DefaultValue');
    return { name, defaultValue: fallback && part(fallback, 'Value') };
  });
  return { kind: 'function', parameters, scope: scope.bindings };
}

export function callUserFunction(call: Node, target: UserFunction, args: readonly Node[], scope: Scope): Scalar {
  const { body, inner } = enter(call, target, args, scope);
  return compileScalar(part(body, 'Expression'), inner);
}

export function callTabularFunction(call: Node, target: UserFunction, args: readonly Node[], scope: Scope): Relation {
  const { body, inner } = enter(call, target, args, scope);
  return scope.compileRelation(part(body, 'Expression'), inner);
}

function enter(call: Node, target: UserFunction, args: readonly Node[], scope: Scope): { body: Node; inner: Scope } {
  const body = call.calledBody();
  if (!body) throw new NotSupportedByEmulator(`the body of ${tokenText(call)}`);
  const bindings = new Map<string, Binding>(target.scope);
  const named = new Map<string, Node>();
  const positional: Node[] = [];
  for (const arg of args) {
    if (arg.kind === 'SimpleNamedExpression') named.set(nameOf(part(arg, 'Name')), part(arg, 'Expression'));
    else positional.push(arg);
  }
  target.parameters.forEach((parameter, index) => {
    const arg = named.get(parameter.name) ?? positional[index] ?? parameter.defaultValue;
    if (!arg) throw new NotSupportedByEmulator(`a call without its argument ${parameter.name}`);
    bindings.set(parameter.name, bindArgument(arg, scope));
  });
  let inner: Scope = { ...scope, bindings: bindings as Bindings };
  for (const statement of items(body, 'Statements')) inner = compileLet(statement, inner);
  return { body, inner };
}

function bindArgument(node: Node, scope: Scope): Binding {
  return node.columns
    ? { kind: 'relation', relation: scope.compileRelation(node, scope) }
    : { kind: 'scalar', scalar: compileScalar(node, scope) };
}
