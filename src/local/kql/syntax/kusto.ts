import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

/**
 * The only file that touches the official parser. It is two scripts that write `Kusto` to the global object, so it is loaded when first
 * needed and once a process (about 0.6 s of CPU). Constructor names such as `$ctor7` belong to version 12.4.1, which is pinned.
 */
export interface RawList<T> {
  readonly Count: number;
  getItem(index: number): T;
}

export interface RawSymbol {
  readonly Name: string;
  readonly Kind: number;
  readonly Type?: RawSymbol | null;
  readonly Columns?: RawList<RawSymbol> | null;
}

export interface RawNode {
  readonly Kind: number;
  readonly NameInParent?: string | null;
  readonly Text?: string;
  readonly TextStart: number;
  readonly Width: number;
  readonly ChildCount: number;
  readonly ResultType?: RawSymbol | null;
  readonly ReferencedSymbol?: RawSymbol | null;
  readonly SimpleName?: string;
  GetChild(index: number): RawNode | null;
  GetCalledFunctionBody?(): RawNode | null;
}

export interface RawDiagnostic {
  readonly Code: string;
  readonly Severity: string;
  readonly Message: string;
  readonly Start: number;
  readonly Length: number;
}

export interface RawCode {
  readonly Kind: string;
  readonly Syntax: RawNode;
  readonly ResultType?: RawSymbol | null;
  GetDiagnostics(): RawList<RawDiagnostic>;
  GetSyntaxDiagnostics?(): RawList<RawDiagnostic>;
}

export type RawGlobals = { readonly __globals: never };

interface KustoLanguage {
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: RawGlobals): RawCode };
  readonly GlobalState: { readonly Default: { WithDatabase(database: RawSymbol): RawGlobals } };
  readonly Symbols: {
    readonly TableSymbol: { readonly $ctor7: new (name: string, schema: string, description: null) => RawSymbol };
    readonly DatabaseSymbol: { readonly ctor: new (name: string, members: RawSymbol[]) => RawSymbol };
  };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
}

/** Loads the parser on first use. */
export function loadKusto(): KustoLanguage {
  const global = runInThisContext('globalThis') as { Kusto?: { Language?: KustoLanguage } };
  if (!global.Kusto?.Language) for (const script of scripts) evaluate(script);
  const language = global.Kusto?.Language;
  if (!language) throw new Error('the KQL parser did not load: is @kusto/language-service-next 12.4.1 installed?');
  return language;
}

const scripts = ['bridge.min.js', 'Kusto.Language.Bridge.min.js'];

/**
 * Runs a script in the process's own global scope. `require` would do in production; under jest it would bind every one of the parser's
 * millions of global look-ups to the sandbox, which is several times slower, and load the parser anew for each test file.
 */
function evaluate(script: string): void {
  const file = require.resolve(`@kusto/language-service-next/${script}`);
  runInThisContext(readFileSync(file, 'utf8'), { filename: file });
}

let kindNames: Map<number, string> | undefined;

/** `SyntaxKind` as a name, such as `FilterOperator`. */
export function kindName(kind: number): string {
  if (!kindNames) {
    kindNames = new Map();
    for (const [name, value] of Object.entries(loadKusto().Syntax.SyntaxKind)) {
      if (typeof value === 'number') kindNames.set(value, name);
    }
  }
  return kindNames.get(kind) ?? `SyntaxKind ${kind}`;
}
