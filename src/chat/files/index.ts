import { alertsFile } from './alerts-file';
import type { FileKind } from './made-file';
import { sweepFile } from './sweep-file';

/** Every file that can be offered. */
export const fileKinds: readonly FileKind[] = [alertsFile, sweepFile];
