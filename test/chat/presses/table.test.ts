import { openAlert } from '../../../src/alerts/grouping';
import { type AlertAction, transition } from '../../../src/alerts/transitions';
import { paintAlert } from '../../../src/chat/painting/alert';
import { presses } from '../../../src/chat/presses';
import { finding, start } from '../../support/findings';

const by = { objectId: 'mia', name: 'Mia', at: start };
const acts: AlertAction[] = [
  { kind: 'acknowledge', by },
  { kind: 'resolve', by, disposition: 'malicious', sentence: 'stolen account' },
];

/** Every verb an element tree carries, dialogs and fallbacks included. */
function verbsIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(verbsIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === 'verb' && typeof value === 'string' ? [value] : verbsIn(value),
  );
}

describe('the table of presses', () => {
  it('names each verb once', () => {
    const verbs = presses.map(({ verb }) => verb);
    expect(new Set(verbs).size).toBe(verbs.length);
  });

  it.each([0, 1, 2])('has a handler for every button of an alert after %i acts', (count) => {
    const alert = acts.slice(0, count).reduce(
      (current, act) => {
        const moved = transition(current, act);
        if (!moved.ok) throw new Error(moved.message);
        return moved.value;
      },
      openAlert('A-1', finding(), start, []),
    );
    const known = presses.map(({ verb }) => verb);
    const used = [...new Set(verbsIn(paintAlert({ alert, now: start }, { kind: 'responder', objectId: 'mia' })))];
    expect(used.length).toBeGreaterThan(1);
    expect(used.filter((verb) => !known.includes(verb))).toEqual([]);
  });
});
