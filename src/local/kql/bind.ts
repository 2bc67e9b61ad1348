import { compileExpression } from './compile/expression';
import type { GeoLookup, SourceRow } from './compile/scalar';
import { newSession } from './compile/scalar';
import type { Relation, Scope } from './compile/scope';
import { compileLet } from './compile/statements';
import { type Diagnostic, KqlError, NotSupportedByEmulator } from './errors';
import { columnNeeds } from './needs';
import { compileRelation } from './operators/relation';
import { type Schema, schemaGlobals } from './syntax/globals';
import { loadKusto, type RawCode } from './syntax/kusto';
import { items, type Node, part, toNode } from './syntax/node';
import { ticksFromEpochMs } from './values/datetime';
import type { Column, Row } from './values/types';

export interface RunInput {
  /** Rows by table name; a table left out is empty. */
  readonly tables?: Readonly<Record<string, readonly SourceRow[]>>;
  /** What `now()` is, epoch ms. */
  readonly now: number;
  /** Answers `geo_info_from_ip_address`; without it every address is unknown. */
  readonly geo?: GeoLookup;
}

export interface QueryResult {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
}

/** A query bound to a schema and compiled; it can be run any number of times. */
export interface BoundQuery {
  readonly columns: readonly Column[];
  /** Warnings of the binder; errors are thrown by `bindQuery`. */
  readonly diagnostics: readonly Diagnostic[];
  /** True when the last operator puts the rows in a defined order. */
  readonly ordered: boolean;
  readonly run: (input: RunInput) => QueryResult;
}

/**
 * Binds and compiles a query.
 * @throws KqlError when the service would refuse it
 * @throws NotSupportedByEmulator when it uses what this interpreter lacks
 */
export function bindQuery(text: string, schema: Schema): BoundQuery {
  const { root, diagnostics } = parseQuery(text, schema);
  return compileParsed(root, diagnostics);
}

export interface ParsedQuery {
  readonly root: Node;
  readonly diagnostics: readonly Diagnostic[];
}

/** Throws as `bindQuery` does for what the service would refuse. */
export function parseQuery(text: string, schema: Schema): ParsedQuery {
  const code = loadKusto().KustoCode.ParseAndAnalyze(text, schemaGlobals(schema));
  const diagnostics = diagnosticsOf(code);
  if (code.Kind === 'Command') throw refuse('SyntaxError', 'management commands are not queries');
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length) throw new KqlError(code.GetSyntaxDiagnostics?.().Count ? 'SyntaxError' : 'SemanticError', errors);
  return { root: toNode(code.Syntax), diagnostics };
}

export function compileParsed(root: Node, diagnostics: readonly Diagnostic[]): BoundQuery {
  const session = newSession();
  const relation = compileQuery(root, {
    session,
    bindings: new Map(),
    columns: new Map(),
    columnOrder: [],
    ingestion: undefined,
    ordered: false,
    needs: columnNeeds(root),
    compileExpression,
    compileRelation,
    window: { used: false },
  });
  const run = ({ tables = {}, now, geo }: RunInput): QueryResult => {
    session.run += 1;
    session.now = ticksFromEpochMs(now);
    session.tables = tables;
    session.geo = geo ?? (() => undefined);
    const rows = relation.run();
    const width = relation.columns.length;
    return { columns: relation.columns, rows: relation.ingestion ? rows.map((row) => row.slice(0, width)) : rows };
  };
  return { columns: relation.columns, diagnostics, ordered: relation.ordered, run };
}

function compileQuery(root: Node, start: Scope): Relation {
  let scope = start;
  let relation: Relation | undefined;
  for (const statement of items(root, 'Statements')) {
    if (statement.kind !== 'ExpressionStatement') scope = compileLet(statement, scope);
    else if (relation) throw new NotSupportedByEmulator('several queries in one text');
    else relation = compileRelation(part(statement, 'Expression'), scope);
  }
  if (!relation) throw refuse('SyntaxError', 'the text holds no query');
  return relation;
}

function diagnosticsOf(code: RawCode): Diagnostic[] {
  const list = code.GetDiagnostics();
  return Array.from({ length: list.Count }, (_, index) => {
    const { Code, Severity, Message, Start, Length } = list.getItem(index);
    return {
      code: Code,
      severity: Severity === 'Error' ? 'error' : 'warning',
      message: Message,
      start: Start,
      length: Length,
    };
  });
}

function refuse(kind: 'SyntaxError' | 'SemanticError', message: string): KqlError {
  return new KqlError(kind, [{ code: 'EMU000', severity: 'error', message, start: 0, length: 0 }]);
}
