import { blank } from '../../src/review/acts/start';
import { type Move, move, reviewStates, transitions } from '../../src/review/transitions';
import { mia } from './support/world';

const review = blank('R-1', mia, 0);
const moves = Object.keys(transitions) as Move[];

describe('the life of a review', () => {
  it('allows exactly what the table says', () => {
    for (const state of reviewStates) {
      for (const name of moves) {
        const allowed: readonly string[] = transitions[name].from;
        const moved = move({ ...review, state }, name);
        expect({ state, name, ok: moved.ok }).toEqual({ state, name, ok: allowed.includes(state) });
        if (moved.ok) expect(moved.value.state).toBe(transitions[name].to);
      }
    }
  });

  it('never leaves what was applied, cancelled or superseded', () => {
    for (const state of ['proved', 'failed', 'compensated', 'cancelled', 'superseded'] as const) {
      expect(moves.filter((name) => move({ ...review, state }, name).ok)).toEqual([]);
    }
  });

  it('reaches every state', () => {
    const reached = new Set<string>(['reading', ...moves.map((name) => transitions[name].to)]);
    expect([...reached].sort()).toEqual([...reviewStates].sort());
  });

  it('refuses in words, with the way on', () => {
    expect(move({ ...review, state: 'applying' }, 'cancel')).toMatchObject({
      reason: 'wrong-state',
      message: 'R-1 is being applied',
      remedy: 'wait for the result',
    });
  });
});
