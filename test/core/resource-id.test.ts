import { isWithin, parseMachineId, shortName, subscriptionOf, tidyResourceId } from '../../src/core/resource-id';

const vm = '/subscriptions/AAAA/resourceGroups/RG1/providers/Microsoft.Compute/virtualMachines/web1';

describe('resource ids', () => {
  it.each([
    [vm, '/subscriptions/aaaa/resourcegroups/rg1', true],
    [vm, '/subscriptions/aaaa/resourcegroups/rg1/', true],
    [vm, '/subscriptions/aaaa/resourcegroups/rg', false],
    [vm.replace('RG1', 'RG10'), '/subscriptions/aaaa/resourcegroups/rg1', false],
    [vm, '/', true],
    [vm, vm.toUpperCase(), true],
    ['/subscriptions/aaaa', vm, false],
  ])('%s within %s is %s', (id, scope, expected) => {
    expect(isWithin(id, scope)).toBe(expected);
  });

  it('finds the machine in the extension path that the console is checked on, upper case and double slash included', () => {
    const port = `/${vm}/providers/Microsoft.SerialConsole/serialPorts/0`.toUpperCase();
    expect(parseMachineId(port)).toEqual({
      id: vm.toUpperCase(),
      subscriptionId: 'aaaa',
      resourceGroup: 'RG1',
      name: 'WEB1',
    });
  });

  it('names a scale-set instance by its set', () => {
    const instance =
      '/subscriptions/a/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/set/virtualMachines/3/providers/Microsoft.SerialConsole/serialPorts/0';
    expect(parseMachineId(instance)).toMatchObject({ name: 'set/3', scaleSet: 'set' });
    expect(shortName(instance)).toBe('set/3');
  });

  it('finds no machine where there is none', () => {
    expect(
      parseMachineId('/subscriptions/a/resourceGroups/g/providers/Microsoft.SerialConsole/serialPorts/0'),
    ).toBeUndefined();
    expect(parseMachineId('')).toBeUndefined();
    expect(subscriptionOf('/providers/Microsoft.Management/managementGroups/root')).toBeUndefined();
    expect(tidyResourceId('//subscriptions/a/')).toBe('/subscriptions/a');
  });
});
