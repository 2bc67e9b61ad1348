import type { Inquiry } from '../../../src/alerts/inquiry';
import { at, mia, rob } from './an-alert';

/** One question of every kind about Rob's night: open, silent, and with each answer. */
export function inquiries(text = 'broken fstab, change 4711'): readonly Inquiry[] {
  const asked: Inquiry = {
    id: 'Q-12-1',
    kind: 'ask',
    to: { objectId: rob.objectId, name: text },
    by: mia,
    question: text || 'x',
    dueAt: at('02:53'),
  };
  const answered = (says: 'yes' | 'no' | 'words', more: object = {}) =>
    ({ at: at('02:45'), says, text: text || 'x', ...more }) as NonNullable<Inquiry['answer']>;
  const signIns = { readAt: at('02:47'), final: false, addresses: [text], suspicious: [text] };
  return [
    asked,
    { ...asked, id: 'Q-12-2', silentAt: at('02:53') },
    { ...asked, id: 'Q-12-3', answer: answered('yes') },
    { ...asked, id: 'Q-12-4', answer: answered('yes', { signIns }) },
    { ...asked, id: 'Q-12-5', to: { ...asked.to, asOwner: true } },
    { ...asked, id: 'Q-12-6', to: { ...asked.to, asOwner: true }, answer: answered('no') },
    { ...asked, id: 'Q-12-7', kind: 'consult' },
    { ...asked, id: 'Q-12-8', kind: 'consult', answer: answered('words') },
  ];
}
