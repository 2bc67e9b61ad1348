import type { AlertTimers } from '../alerts/timers';
import { createAnswerDuty } from '../chat/answer-duty';
import { createBacktestDuty } from '../chat/backtest/backtest-duty';
import type { Calling } from '../chat/calling';
import { createDigestDuty } from '../chat/digest-duty';
import { createInvestigationDuty } from '../chat/investigation-duty';
import { createLetInDuty } from '../chat/let-in-duty';
import { createMorningDuty } from '../chat/morning-duty';
import type { ChatRoom } from '../chat/room';
import { createTimerDuty } from '../chat/timer-duty';
import { createUndeliveredDuty } from '../chat/undelivered-duty';
import type { AnnounceWebhooks } from '../chat/webhooks/announce-webhooks';
import type { Reviews } from '../review/create-reviews';
import { createBacktest } from './backtest/run-backtest';
import type { ServiceParts } from './parts';
import type { Watch } from './watch-parts';

export interface ChatDuties {
  /** Whatever of an alert is due: levels, reminders, re-openings, silence of whom was asked. */
  readonly timerDuty: (now: number) => Promise<number>;
  /** Tells in the morning what waited through the quiet hours. */
  readonly digestDuty: (now: number) => Promise<void>;
  /** Tells every channel once a day what was seen. */
  readonly morningDuty: (now: number) => Promise<void>;
  /** Calls the webhooks when a card stands nowhere. */
  readonly undeliveredDuty: (now: number) => Promise<number>;
  /** Reads how posted alerts were let in. */
  readonly letInDuty: (now: number) => Promise<number>;
  /** Reads the sign-ins around answers. */
  readonly answerDuty: (now: number) => Promise<number>;
  /** Reads the log around posted alerts. */
  readonly investigationDuty: (now: number) => Promise<number>;
  /** Runs the back-test that somebody asked for. */
  readonly backtestDuty: (now: number) => Promise<number>;
}

export interface ChatDutyParts extends Pick<ServiceParts, 'config' | 'azure' | 'roster' | 'duties'> {
  readonly room: ChatRoom;
  readonly watch: Watch;
  readonly timers: AlertTimers;
  readonly calling: Calling;
  readonly webhooks: Pick<AnnounceWebhooks, 'tell'>;
  readonly reviews: Reviews;
}

/** What chat does by itself as time goes by; only the instance with the duties runs it. */
export function buildChatDuties({ room, config, azure, roster, duties, watch, ...parts }: ChatDutyParts): ChatDuties {
  const { alerts, desk, refs, channels, audit, state, intents, policy, clock, log, kick } = room;
  const { serviceUrl } = config.bot;
  const common = { uow: duties.uow, alerts, desk, refs, state, intents, clock, log, kick };
  const { intervalMs, baselineDays } = config.poll;
  const run = createBacktest({ source: azure.source, policy, intervalMs, baselineDays });
  return {
    timerDuty: createTimerDuty({ ...common, timers: parts.timers, calling: parts.calling }),
    digestDuty: createDigestDuty({ ...common, policy, calling: parts.calling }),
    morningDuty: createMorningDuty({ ...common, ...watch, channels, audit, policy, serviceUrl }),
    undeliveredDuty: createUndeliveredDuty({ ...common, webhooks: parts.webhooks }),
    letInDuty: createLetInDuty({ ...common, reviews: parts.reviews, subscriptionNames: roster.subscriptionNames }),
    answerDuty: createAnswerDuty({ ...common, source: azure.source }),
    investigationDuty: createInvestigationDuty({ ...common, source: azure.source }),
    backtestDuty: createBacktestDuty({ ...common, standingMutes: room.standingMutes, run }),
  };
}
