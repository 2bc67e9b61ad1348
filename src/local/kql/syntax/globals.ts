import type { Column } from '../values/types';
import { loadKusto, type RawGlobals } from './kusto';

/** Tables by name, each with its columns in order. */
export type Schema = Readonly<Record<string, readonly Column[]>>;

const known = new WeakMap<Schema, RawGlobals>();

/** The schema as the binder wants it; made once for each schema object. */
export function schemaGlobals(schema: Schema): RawGlobals {
  const cached = known.get(schema);
  if (cached) return cached;
  const { GlobalState, Symbols } = loadKusto();
  const tables = Object.entries(schema).map(([name, columns]) => {
    const text = columns.map((column) => `${quoted(column.name)}:${column.type}`).join(', ');
    return new Symbols.TableSymbol.$ctor7(name, `(${text})`, null);
  });
  const globals = GlobalState.Default.WithDatabase(new Symbols.DatabaseSymbol.ctor('Workspace', tables));
  known.set(schema, globals);
  return globals;
}

function quoted(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `['${name}']`;
}
