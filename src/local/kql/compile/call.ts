import { NotSupportedByEmulator } from '../errors';
import { items, type Node, nameOf, part, tokenText } from '../syntax/node';
import { compileScalar } from './expression';
import type { Scalar } from './scalar';
import type { Binding, Bindings, Parameter, Relation, Scope } from './scope';
import { compileLet } from './statements';

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
