/** Raised, never worked round, when a query uses something this interpreter does not implement: a wrong answer would be worse than none. */
export class NotSupportedByEmulator extends Error {
  readonly code = 'NotSupportedByEmulator';

  /** @param construct the operator, function or value that is missing, as the reader of the query would name it */
  constructor(readonly construct: string) {
    super(`not supported by the emulator: ${construct}`);
    this.name = 'NotSupportedByEmulator';
  }
}

/** One finding of the parser, the binder or our own lint. */
export interface Diagnostic {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** Offset in the query text, in UTF-16 units. */
  readonly start: number;
  readonly length: number;
}

/** The service would refuse this query. `kind` follows the service: the text cannot be parsed, or it parses and means nothing. */
export class KqlError extends Error {
  constructor(
    readonly kind: 'SyntaxError' | 'SemanticError',
    readonly diagnostics: readonly Diagnostic[],
  ) {
    super(diagnostics.map(({ code, message }) => `${code}: ${message}`).join('; '));
    this.name = 'KqlError';
  }
}

/** A semantic refusal found by ourselves rather than by the binder. */
export function semanticError(code: string, message: string, start = 0, length = 0): KqlError {
  return new KqlError('SemanticError', [{ code, severity: 'error', message, start, length }]);
}
