import { actionMatches } from '../../../src/local/arm/caller-actions';

it.each([
  ['*', 'Microsoft.Compute/virtualMachines/write', true],
  ['*/read', 'Microsoft.Compute/virtualMachines/read', true],
  ['*/read', 'Microsoft.Compute/virtualMachines/readAll', false],
  ['Microsoft.Authorization/*/Write', 'microsoft.authorization/roleassignments/write', true],
  ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/roleAssignments/delete', false],
  ['Microsoft.Compute/virtualMachines/*', 'MicrosoftXCompute/virtualMachines/read', false],
])('%s on %s: %s', (pattern, action, matches) => {
  expect(actionMatches(pattern, action)).toBe(matches);
});
