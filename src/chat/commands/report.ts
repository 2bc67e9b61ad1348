import { figuresOf } from '../../alerts/figures';
import type { AuditEntry } from '../../core/audit';
import { spanOf } from '../lists/export';
import { raisedSince } from '../lists/readable';
import { paintReport, reportSummary } from '../painting/report';
import type { Command } from './command';

/** Entries looked through for an alert's first acknowledgement: more than any night writes. */
const entriesOfAlert = 200;

export const report: Command = {
  id: 'report',
  args: '[30d]',
  summary: 'alerts by week and severity, times to acknowledge and resolve, verdicts, the noisiest reason; no names',
  examples: ['report 30d', 'report 7d'],
  needs: 'read',
  effect: 'reads',
  async run(ask, args) {
    const { room, now } = ask;
    const { ms, words: window } = spanOf(args);
    const { alerts, cut } = await raisedSince(ask, now - ms);
    const audits = new Map<string, readonly AuditEntry[]>();
    await room.uow.run(async (tx) => {
      for (const { id } of alerts) audits.set(id, await room.audit.forSubject(tx, id, entriesOfAlert));
    });
    const figures = figuresOf(alerts, (id) => audits.get(id) ?? [], { from: now - ms, to: now + 1 });
    const state = { figures, window, cut };
    return { kind: 'card', card: paintReport(state), summary: reportSummary(state), private: true };
  },
};
