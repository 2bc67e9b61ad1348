import { ManualClock } from '../../src/core/clock';
import { done } from '../../src/core/outcome';
import type { LogQuery } from '../../src/detection/ports';
import { createLogLanes } from '../../src/service/log-lanes';

const query: LogQuery = { name: 'around', text: '', parameters: {}, timespan: { from: 0, to: 1 } };

function lanes() {
  const clock = new ManualClock(0);
  const asked: string[] = [];
  const made = createLogLanes(
    {
      query: async ({ name }) => {
        asked.push(name);
        return done({ rows: [] });
      },
    },
    clock,
  );
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { ...made, clock, asked, turn };
}

describe('what is read around known alerts', () => {
  it('is asked at once while nobody polls', async () => {
    const { others, asked } = lanes();
    expect(await others.query(query)).toMatchObject({ ok: true });
    expect(asked).toEqual(['around']);
  });

  it('waits until the last poll has let go, once each', async () => {
    const { hold, others, asked, turn } = lanes();
    const [first, second] = [hold(), hold()];
    const answer = others.query(query);
    await turn();
    expect(asked).toEqual([]);
    first();
    first();
    await turn();
    expect(asked).toEqual([]);
    second();
    await answer;
    expect(asked).toEqual(['around']);
  });

  it('waits for the cards of a poll too, and the poll does not', async () => {
    const { first, others, asked, turn } = lanes();
    let out: () => void = () => undefined;
    const cards = new Promise<void>((resolve) => (out = resolve));
    expect(
      await first(
        async () => 'polled',
        () => cards,
      ),
    ).toBe('polled');
    const answer = others.query(query);
    await turn();
    expect(asked).toEqual([]);
    out();
    await answer;
    expect(asked).toEqual(['around']);
  });

  it('is held up no longer than two seconds by a poll that takes its time', async () => {
    const { hold, others, asked, clock, turn } = lanes();
    const release = hold();
    const answer = others.query(query);
    await clock.advance(1_999);
    await turn();
    expect(asked).toEqual([]);
    await clock.advance(1);
    await answer;
    expect(asked).toEqual(['around']);
    release();
  });
});
