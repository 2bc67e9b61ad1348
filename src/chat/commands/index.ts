import { ack, assign, escalate, investigate, note, release, reopen, resolve } from './alert-moves';
import { audit, auditVerify } from './audit';
import { backtest } from './backtest';
import { subscribe, unsubscribe } from './channel';
import type { Command } from './command';
import { drill } from './drill';
import { exportAlerts } from './export';
import { handover } from './handover';
import { health } from './health';
import { helpOf } from './help';
import { incident, incidents } from './incidents';
import { killSwitch } from './kill-switch';
import { mine, open, recent } from './lists';
import { mute, mutes, unmute } from './mutes';
import { oncall } from './oncall';
import { report } from './report';
import { approvals, review, reviews, who } from './reviews';
import { show } from './show';
import { reviewSubscription } from './sweep';

/** Every command, in the order of help. */
export const commands: readonly Command[] = [
  recent,
  open,
  mine,
  show,
  ack,
  release,
  assign,
  escalate,
  resolve,
  reopen,
  note,
  investigate,
  who,
  review,
  reviewSubscription,
  reviews,
  approvals,
  mute,
  mutes,
  unmute,
  incident,
  incidents,
  killSwitch,
  oncall,
  health,
  audit,
  auditVerify,
  handover,
  report,
  backtest,
  exportAlerts,
  drill,
  subscribe,
  unsubscribe,
  helpOf(() => commands),
];
