import { refusedFinding, signIn } from '../../../src/cli/doctor/azure-finding';

describe('what to do about a read that never left', () => {
  const remedyOf = (message: string) =>
    refusedFinding('subscription', 'locks', { ok: false, reason: 'unreachable', message }, 'Give the role.').remedy;

  it('is to assign the identity when the token is what is missing', () => {
    expect(remedyOf('Azure Resource Manager: no token: ManagedIdentityCredential is unavailable')).toBe(signIn);
    expect(remedyOf('no token: ManagedIdentityCredential is unavailable')).toBe(signIn);
  });

  it('is to look at the network otherwise', () => {
    expect(remedyOf('connect ECONNREFUSED 10.0.0.1:443')).toContain('network path');
  });
});
