import { NotSupportedByEmulator } from '../errors';
import { callFunction } from '../functions/registry';
import { items, type Node, optionalPart, part, tokenText } from '../syntax/node';
import { type Dynamic, isDynamicObject, type Value } from '../values/types';
import { isLiteral, literalValue } from './literals';
import { compileMembership } from './membership';
import { compileBinary, isBinary } from './operators';
import { combine, literal, oncePerRun, type Scalar } from './scalar';
import { scalarType } from './scalar-type';
import { compileScalar, type Scope } from './scope';
import { callUserFunction, userFunction } from './statements';

/** Compiles a scalar expression; a construct without an implementation throws. */
export function compileExpression(node: Node, scope: Scope): Scalar {
  if (isLiteral(node)) return literal(scalarType(node), literalValue(node));
  if (isBinary(node.kind)) return compileBinary(node, scope);
  switch (node.kind) {
    case 'ParenthesizedExpression':
      return compileScalar(part(node, 'Expression'), scope);
    case 'SimpleNamedExpression':
      return compileScalar(part(node, 'Expression'), scope);
    case 'NameReference':
      return compileName(node, scope);
    case 'UnaryMinusExpression':
      return compileSign(node, scope, -1);
    case 'UnaryPlusExpression':
      return compileSign(node, scope, 1);
    case 'FunctionCallExpression':
      return compileCall(node, scope);
    case 'PathExpression':
      return compilePath(node, scope);
    case 'ElementExpression':
      return compileElement(node, scope);
    case 'ToScalarExpression':
      return compileToScalar(node, scope);
    default:
      return compileMembership(node, scope);
  }
}

function compileName(node: Node, scope: Scope): Scalar {
  const { symbol, name } = node;
  if (symbol?.kind === 'column') {
    const column = scope.columns.get(symbol.name);
    if (column) return column;
  }
  const binding = scope.bindings.get(symbol?.name ?? name);
  if (binding?.kind === 'scalar') return binding.scalar;
  if (binding?.kind === 'function') return callUserFunction(node, binding, [], scope);
  throw new NotSupportedByEmulator(`the name '${name}' here`);
}

function compileSign(node: Node, scope: Scope, sign: 1 | -1): Scalar {
  const operand = compileScalar(part(node, 'Expression'), scope);
  if (sign === 1) return operand;
  if (operand.literal) return literal(scalarType(node), negated(operand.literal.value));
  return combine(scope.session, scalarType(node), [operand], (row) => negated(operand.eval(row)));
}

function negated(value: Value): Value {
  if (typeof value === 'bigint') return -value;
  return typeof value === 'number' ? 0 - value : null;
}

function compileCall(node: Node, scope: Scope): Scalar {
  const nameNode = part(node, 'Name');
  const argumentNodes = items(part(node, 'ArgumentList'), 'Expressions');
  const own = userFunction(nameNode, scope);
  if (own) return callUserFunction(node, own, argumentNodes, scope);
  return callFunction({ name: tokenText(nameNode), node, argumentNodes, scope, type: node.type });
}

function compilePath(node: Node, scope: Scope): Scalar {
  const target = compileScalar(part(node, 'Expression'), scope);
  const selector = part(node, 'Selector');
  if (selector.kind === 'NameReference') return compileMember(scope, target, literal('string', selector.name));
  throw new NotSupportedByEmulator(`the path .${tokenText(selector)}`);
}

function compileElement(node: Node, scope: Scope): Scalar {
  const target = compileScalar(part(node, 'Expression'), scope);
  const selector = compileScalar(part(part(node, 'Selector'), 'Expression'), scope);
  return compileMember(scope, target, selector);
}

function compileMember(scope: Scope, target: Scalar, selector: Scalar): Scalar {
  return combine(scope.session, 'dynamic', [target, selector], (row) => memberOf(target.eval(row), selector.eval(row)));
}

/** A member by name, or an element by position counted from the end when negative; null when there is none. */
export function memberOf(value: Value, selector: Value): Dynamic {
  if (typeof selector === 'number' && Array.isArray(value)) {
    return (value[selector < 0 ? value.length + selector : selector] as Dynamic | undefined) ?? null;
  }
  if (typeof selector === 'string' && isDynamicObject(value)) {
    return Object.hasOwn(value, selector) ? (value[selector] as Dynamic) : null;
  }
  return null;
}

function compileToScalar(node: Node, scope: Scope): Scalar {
  const relation = scope.compileRelation(optionalPart(node, 'Expression') ?? node, { ...scope, columns: new Map() });
  const evaluate = oncePerRun(scope.session, () => relation.run()[0]?.[0] ?? (node.type === 'string' ? '' : null));
  return { type: scalarType(node), constant: true, eval: evaluate };
}
