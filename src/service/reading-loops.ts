import type { Clock } from '../core/clock';
import type { Log } from '../core/log';
import type { ChatDuties } from './chat-duties';
import type { Duties } from './duties';
import { every, type Loop } from './every';

const periodMs = 10_000;

/** What reads Azure on its own time. Apart from the timers, and from each other: a slow Azure must hold up no escalation, and a back-test takes minutes. */
export function readingLoops(
  chat: Pick<ChatDuties, 'letInDuty' | 'investigationDuty' | 'answerDuty' | 'backtestDuty'>,
  duties: Duties,
  parts: { readonly clock: Clock; readonly log: Log },
): readonly Loop[] {
  const around = async (now: number) => {
    await chat.investigationDuty(now);
    await chat.answerDuty(now);
  };
  return [
    every(periodMs, 'let-in', duties.only(chat.letInDuty), parts),
    every(periodMs, 'investigation', duties.only(around), parts),
    every(periodMs, 'backtest', duties.only(chat.backtestDuty), parts),
  ];
}
