import { adminNamed } from '../../../src/local/tenant/contoso';
import { activatePim } from '../../../src/local/tenant/life/visit';
import type { Scenario } from '../scenario';

export const pimActivation: Scenario = {
  id: 'C1',
  title: 'an eligible role is activated and used twenty minutes later, which is what PIM is for',
  act({ world, book, people: { mia }, machines: { web1 }, at, office }) {
    const machine = world.machines.find(({ id }) => id === web1);
    if (!machine) throw new Error('web1 is missing');
    activatePim(world, adminNamed(world, mia), at('09:00'), machine, office);
    return [book.connect(web1, { at: at('09:20'), by: mia, from: office })];
  },
  expect: { severity: ['none', 'low'], pages: 0 },
};
