import { parsePolicy } from '../../src/config/policy-file';

const ana = 'aaaaaaaa-0000-4000-8000-000000000001';
const tom = 'AAAAAAAA-0000-4000-8000-000000000002';
const group = 'bbbbbbbb-0000-4000-8000-000000000001';

function read(second: string[], approvers: { users: string[]; groups: string[] }) {
  return parsePolicy({ review: { secondApprovers: second } }, { approvers });
}

describe('the second group of approvers against APPROVERS', () => {
  test('is fine when all of it is listed there, in any case of letters', () => {
    const reading = read([tom, `group:${group}`], { users: [ana, tom.toLowerCase()], groups: [group] });
    expect(reading).toMatchObject({ ok: true, warnings: [] });
  });

  test('whoever is not there would be asked and could not vote: refused, with what to do', () => {
    const reading = read([tom, `group:${group}`], { users: [ana], groups: [] });
    expect(reading).toMatchObject({
      ok: false,
      problems: [
        {
          name: 'policy.review.secondApprovers[0]',
          message: expect.stringMatching(/not in APPROVERS: it would be asked and could not vote/),
          remedy: 'Add it to APPROVERS, or take it out here.',
        },
        { name: 'policy.review.secondApprovers[1]' },
      ],
    });
  });

  test('a person who may be in a group there is a warning only', () => {
    const reading = read([tom], { users: [], groups: [group] });
    expect(reading).toMatchObject({ ok: true, warnings: [{ message: expect.stringMatching(/if a group there/) }] });
  });

  test('a replay, which knows no approvers, does not ask', () => {
    expect(parsePolicy({ review: { secondApprovers: [tom] } })).toMatchObject({ ok: true, warnings: [] });
  });
});
