import { type Json, text } from './json';

/** One part of a `$batch` that Graph answered with an error status. */
export class PartRefused extends Error {
  override readonly name = 'PartRefused';
  readonly code: string | undefined;

  constructor(
    readonly status: number,
    error: Json,
  ) {
    super(text(error.message) ?? `HTTP ${status}`);
    this.code = text(error.code);
  }
}
