import type { Binding, Relation, Scope } from '../compile/scope';
import { callTabularFunction, userFunction } from '../compile/statements';
import { NotSupportedByEmulator } from '../errors';
import { items, type Node, nameOf, part } from '../syntax/node';
import { aggregateOperators } from './aggregate-operators';
import { columnOperators } from './column-operators';
import { compileDatatable } from './datatable';
import { expandOperators } from './expand';
import { joinOperators } from './join';
import { mvApply } from './mv-apply';
import { orderOperators } from './order';
import { parseOperators } from './parse';
import { compilePrint, compileRange } from './print';
import { rowOperators } from './row-operators';
import type { OperatorRule } from './rule';
import { scanTable } from './scan';
import { compileUnion } from './union';

const operators: Readonly<Record<string, OperatorRule>> = {
  ...aggregateOperators,
  ...columnOperators,
  ...expandOperators,
  ...joinOperators,
  ...orderOperators,
  ...parseOperators,
  ...rowOperators,
  MvApplyOperator: mvApply,
  UnionOperator: (node, input, scope) => compileUnion(node, scope, input),
};

/** Compiles a tabular expression. */
export function compileRelation(node: Node, scope: Scope): Relation {
  switch (node.kind) {
    case 'PipeExpression':
      return compilePipe(node, scope).relation;
    case 'ParenthesizedExpression':
    case 'MaterializeExpression':
      return compileRelation(part(node, 'Expression'), scope);
    case 'NameReference':
      return compileSource(node, scope);
    case 'DataTableExpression':
      return compileDatatable(node, scope);
    case 'RangeOperator':
      return compileRange(node, scope);
    case 'PrintOperator':
      return compilePrint(node, scope);
    case 'FunctionCallExpression':
      return compileTabularCall(node, scope);
    case 'UnionOperator':
      return scope.pipedInput ? applyOperator(node, scope.pipedInput, scope) : compileUnion(node, scope, undefined);
    default:
      if (!scope.pipedInput) throw new NotSupportedByEmulator(`${node.kind} as a source of rows`);
      return applyOperator(node, scope.pipedInput, scope);
  }
}

function compilePipe(node: Node, scope: Scope): { relation: Relation; scope: Scope } {
  const left = part(node, 'Expression');
  const before =
    left.kind === 'PipeExpression' ? compilePipe(left, scope) : { relation: compileRelation(left, scope), scope };
  const operator = part(node, 'Operator');
  const inner: Scope = withoutInput(before.scope);
  if (operator.kind !== 'AsOperator')
    return { relation: applyOperator(operator, before.relation, inner), scope: before.scope };
  const name = nameOf(part(operator, 'Name'));
  const relation: Relation = { ...before.relation, sourceName: name };
  const bindings = new Map<string, Binding>(before.scope.bindings).set(name, { kind: 'relation', relation });
  return { relation, scope: { ...before.scope, bindings } };
}

/** Only the head of a subquery reads the piped rows. */
function withoutInput(scope: Scope): Scope {
  const { pipedInput: _, ...rest } = scope;
  return rest;
}

function applyOperator(node: Node, input: Relation, scope: Scope): Relation {
  const rule = operators[node.kind];
  if (!rule) throw new NotSupportedByEmulator(`the operator ${node.kind.replace(/Operator$/, '')}`);
  return rule(node, input, withoutInput(scope));
}

function compileSource(node: Node, scope: Scope): Relation {
  const name = nameOf(node);
  const binding = scope.bindings.get(name);
  if (binding?.kind === 'relation') return binding.relation;
  if (binding?.kind === 'function') return callTabularFunction(node, binding, [], scope);
  if (node.symbol?.kind !== 'table' || !node.columns) throw new NotSupportedByEmulator(`'${name}' as a table`);
  return scanTable(name, node.columns, scope);
}

function compileTabularCall(node: Node, scope: Scope): Relation {
  const nameNode = part(node, 'Name');
  const own = userFunction(nameNode, scope);
  if (!own) throw new NotSupportedByEmulator(`the function ${nameOf(nameNode)}() as a table`);
  return callTabularFunction(node, own, items(part(node, 'ArgumentList'), 'Expressions'), scope);
}
