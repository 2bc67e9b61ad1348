import { type AuditEntry, firstBrokenLink, genesisHash } from '../../core/audit';
import { refusedBy } from '../guard';
import { auditList } from '../painting/other-lists';
import { personBehind } from '../presses/authority';
import { replies } from '../words/replies';
import { type Command, words } from './command';
import { listCard } from './lists';

const pageSize = 1_000;

export const auditVerify: Command = {
  id: 'audit verify',
  args: '[head]',
  summary: 'check the whole record against its hash chain, and find the head that a morning line told',
  examples: ['audit verify', 'audit verify 3f9a1c2b5d6e7f80'],
  needs: 'verify-audit',
  effect: 'reads',
  async run({ room }, args) {
    const head = args.trim().toLowerCase();
    if (head !== '' && !/^[0-9a-f]{8,64}$/.test(head)) return words(replies.needsHead, true);
    let told: AuditEntry | undefined;
    let sequence = 0;
    let previousHash = genesisHash;
    for (;;) {
      const entries = await room.uow.run((tx) => room.audit.after(tx, sequence, pageSize));
      const broken = firstBrokenLink(previousHash, entries);
      if (broken !== undefined) return words(replies.auditBroken(broken.sequence), true);
      const last = entries.at(-1);
      if (last === undefined) {
        const found = head === '' ? [] : [replies.auditHead(head, told)];
        return words([replies.auditWhole(sequence, previousHash), ...found].join(' '), true);
      }
      if (head !== '') told ??= entries.find(({ hash }) => hash.startsWith(head));
      sequence = last.sequence;
      previousHash = last.hash;
    }
  },
};

export const audit: Command = {
  id: 'audit',
  args: 'A-12 | R-7 | M-3 | I-1',
  summary: 'who did what on an alert, review, mute or incident',
  examples: ['audit A-12'],
  needs: 'read',
  effect: 'reads',
  async run(ask, args) {
    const { room } = ask;
    const id = /^[ARMI]-\d+$/i.exec(args.trim())?.[0]?.toUpperCase();
    if (id === undefined) return words(replies.needsAlert('audit A-12'), true);
    const subjectId = await room.uow.run((tx) => personBehind(room, tx, id));
    const denied = await refusedBy(ask, 'read', id, subjectId === undefined ? {} : { subjectId });
    if (denied !== undefined) return denied;
    const entries = await room.uow.run((tx) => room.audit.forSubject(tx, id, 100));
    const known = await room.uow.run((tx) => room.people.many(tx, [...new Set(entries.map(({ actor }) => actor))]));
    const names = Object.fromEntries(known.map(({ objectId, name }) => [objectId, name]));
    return listCard(auditList({ subject: id, entries, names }), `Audit of ${id}: ${entries.length} entries`);
  },
};
