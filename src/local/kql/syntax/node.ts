import { NotSupportedByEmulator } from '../errors';
import { type Column, columnType, type KqlType } from '../values/types';
import { kindName, type RawList, type RawNode, type RawSymbol } from './kusto';

/** What a name refers to, after binding. */
export interface Referenced {
  readonly kind: 'column' | 'variable' | 'parameter' | 'function' | 'table' | 'other';
  readonly name: string;
}

/** A bound syntax node in plain form: lists are flattened, separators dropped, roles named. */
export interface Node {
  readonly kind: string;
  /** The part it plays in its parent, such as `Left`. */
  readonly role: string;
  /** The token's text; empty on inner nodes. */
  readonly text: string;
  readonly start: number;
  readonly length: number;
  readonly children: readonly Node[];
  /** Static type of a scalar expression. */
  readonly type: KqlType | undefined;
  /** Columns of a tabular expression or operator, named and typed by the binder. */
  readonly columns: readonly Column[] | undefined;
  readonly symbol: Referenced | undefined;
  /** The unquoted name on a name node. */
  readonly name: string;
  /** The body of a user-defined function, bound for the arguments of this call. */
  readonly calledBody: () => Node | undefined;
}

// Values of SymbolKind in 12.4.1.
const symbolKinds: Readonly<Record<number, Referenced['kind']>> = {
  2: 'variable',
  3: 'function',
  4: 'parameter',
  9: 'column',
  10: 'table',
};
const tableSymbolKind = 10;

export function toNode(raw: RawNode): Node {
  const kind = kindName(raw.Kind);
  const children: Node[] = [];
  for (let index = 0; index < raw.ChildCount; index++) {
    const child = raw.GetChild(index);
    if (child) children.push(kindName(child.Kind) === 'SeparatedElement' ? elementOf(child) : toNode(child));
  }
  const result = raw.ResultType ?? undefined;
  const tabular = result?.Kind === tableSymbolKind && result.Columns;
  const symbol = raw.ReferencedSymbol;
  return {
    kind,
    role: raw.NameInParent ?? '',
    text: raw.ChildCount === 0 ? (raw.Text ?? '') : '',
    start: raw.TextStart,
    length: raw.Width,
    children,
    type: result && !tabular ? columnType(result.Name) : undefined,
    columns: tabular ? columnsOf(tabular) : undefined,
    symbol: symbol ? { kind: symbolKinds[symbol.Kind] ?? 'other', name: symbol.Name } : undefined,
    name: raw.SimpleName ?? '',
    calledBody: () => {
      const body = raw.GetCalledFunctionBody?.();
      return body ? toNode(body) : undefined;
    },
  };
}

function elementOf(separated: RawNode): Node {
  const element = separated.GetChild(0);
  if (!element) throw new NotSupportedByEmulator('an empty list element');
  return toNode(element);
}

export function columnsOf(list: RawList<RawSymbol>): Column[] {
  return Array.from({ length: list.Count }, (_, index) => {
    const column = list.getItem(index);
    return { name: column.Name, type: columnType(column.Type?.Name ?? 'dynamic') ?? 'dynamic' };
  });
}

/** The child playing `role`, which must be there. */
export function part(node: Node, role: string): Node {
  const child = optionalPart(node, role);
  if (!child) throw new NotSupportedByEmulator(`${node.kind} without ${role}`);
  return child;
}

export function optionalPart(node: Node, role: string): Node | undefined {
  return node.children.find((child) => child.role === role);
}

/** The elements of the list playing `role`. */
export function items(node: Node, role: string): readonly Node[] {
  return optionalPart(node, role)?.children ?? [];
}

/** All tokens below a node put together, without blanks: keywords and operators. */
export function tokenText(node: Node): string {
  return node.children.length === 0 ? node.text : node.children.map(tokenText).join('');
}

/** `name=value` parameters of an operator, such as `kind=inner`. */
export function operatorParameters(node: Node): Map<string, string> {
  return new Map(
    items(node, 'Parameters').map((parameter) => [
      tokenText(part(parameter, 'Name')),
      tokenText(part(parameter, 'Expression')),
    ]),
  );
}

/** The declared or referenced name, without quotes or brackets. */
export function nameOf(node: Node): string {
  return node.name || tokenText(node);
}
