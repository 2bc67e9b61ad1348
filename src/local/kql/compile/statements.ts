import { NotSupportedByEmulator } from '../errors';
import { type Node, nameOf, part } from '../syntax/node';
import type { Row } from '../values/types';
import { declareFunction } from './call';
import { compileScalar } from './expression';
import { oncePerRun } from './scalar';
import type { Binding, Relation, Scope } from './scope';

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
