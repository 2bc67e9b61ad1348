export { type BoundQuery, bindQuery, type QueryResult, type RunInput } from './bind';
export type { GeoLookup, GeoPlace, SourceRow } from './compile/scalar';
export { type Diagnostic, KqlError, NotSupportedByEmulator } from './errors';
export { type BindQuery, createQueryBinder } from './query-binder';
export { type WorkspaceTable, workspaceSchema } from './schema';
export type { Schema } from './syntax/globals';
export type { Column } from './values/types';
export { type ClientValue, clientRows, toWire, type WireValue, wireRows } from './wire';
