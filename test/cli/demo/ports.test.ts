import { type AddressInfo, createServer } from 'node:net';
import { demoArguments } from '../../../src/cli/demo/arguments';
import { isFree } from '../../../src/cli/demo/free-port';

describe('where the demo listens', () => {
  it.each([
    [[], {}, { port: 3978, pagePort: 3979 }],
    [['--keep'], { PORT: '5000' }, { port: 5000, pagePort: 3979 }],
    [['--port', '4978'], { PORT: '5000' }, { port: 4978, pagePort: 4979 }],
  ])('%j with %j', (argv, env, value) => {
    expect(demoArguments(argv, env)).toEqual({ ok: true, value });
  });

  it.each([
    [['--port', 'high'], {}],
    [['--port', '70000'], {}],
    [['--colour'], {}],
    [[], { PORT: '3979' }],
  ])('refuses %j with %j, and says what there is', (argv, env) => {
    const read = demoArguments(argv, env);
    expect(read.ok).toBe(false);
    expect(read.ok ? '' : read.remedy).toMatch(/--port N|another PORT/);
  });

  it('sees a taken port before anything is seeded', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await isFree(port)).toBe(false);
    await new Promise((resolve) => server.close(resolve));
    expect(await isFree(port)).toBe(true);
  });
});
