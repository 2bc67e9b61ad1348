import type { Relation, Scope } from '../compile/scope';
import type { Node } from '../syntax/node';

/** Compiles one operator over the rows piped into it. */
export type OperatorRule = (node: Node, input: Relation, scope: Scope) => Relation;
