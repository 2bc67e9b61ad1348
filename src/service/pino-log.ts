import pino from 'pino';
import type { Log } from '../core/log';
import { currentIds } from './correlation';

/** JSON lines on standard output. Headers, tokens and secrets are removed even if somebody logs them by mistake. */
export function createPinoLog(level: string = 'info', stream: pino.DestinationStream = pino.destination(1)): Log {
  const logger = pino(
    {
      level,
      mixin: currentIds,
      base: { service: 'serial-console-watch' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['authorization', 'password', 'token', 'secret', '*.authorization', '*.password', '*.token', '*.secret'],
        censor: '[removed]',
      },
    },
    stream,
  );
  return {
    info: (fields, message) => logger.info(fields, message),
    warn: (fields, message) => logger.warn(fields, message),
    error: (fields, message) => logger.error(fields, message),
  };
}
