import type { ColumnNeeds } from './compile/scope';
import { type Node, nameOf } from './syntax/node';

/** Constructs that read columns without naming them. */
const readsAll = new Set(['pack_all', 'getschema']);

/**
 * The columns a scan has to convert: every name and text in the query, and the columns of its result. A join or union gives a column of the
 * same name a suffix (`a1`, `a_string`), so the name without it counts too.
 */
export function columnNeeds(root: Node): ColumnNeeds {
  const names = new Set<string>();
  const found = { all: false, ingestion: false };
  const visit = (node: Node): void => {
    if (node.kind === 'NameReference' || node.kind === 'NameDeclaration') {
      const name = nameOf(node);
      add(names, name);
      if (readsAll.has(name)) found.all = true;
      if (name === 'ingestion_time') found.ingestion = true;
    }
    // The `*` of a parse pattern stands for text, not for columns.
    if (node.role === 'Patterns') {
      for (const child of node.children) if (child.kind !== 'StarExpression') visit(child);
      return;
    }
    if (node.kind === 'StarExpression' || node.kind.startsWith('Wildcarded')) found.all = true;
    if (node.kind === 'StringLiteralToken') add(names, node.text.replace(/^[hH@]*["']|["']$/g, ''));
    for (const child of node.children) visit(child);
  };
  visit(root);
  for (const column of resultColumns(root)) add(names, column);
  return { ...found, names };
}

function add(names: Set<string>, name: string): void {
  names.add(name);
  names.add(name.replace(/\d+$/, ''));
  names.add(name.replace(/_[a-z]+$/, ''));
}

/** The columns of the last expression statement. */
function resultColumns(root: Node): string[] {
  let last: readonly string[] = [];
  const visit = (node: Node) => {
    if (node.kind === 'ExpressionStatement') {
      last = node.children.flatMap(({ columns }) => columns?.map(({ name }) => name) ?? []);
    } else {
      for (const child of node.children) visit(child);
    }
  };
  visit(root);
  return [...last];
}
