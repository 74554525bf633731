import { describe, expect, it } from 'vitest';
import { splitRegion } from '../../../shared/domain/charge/regions.ts';

const REGIONS = {
  USE1: 'us-east-1',
  USE2: 'us-east-2',
  USW1: 'us-west-1',
  USW2: 'us-west-2',
  UGW1: 'us-gov-west-1',
  UGE1: 'us-gov-east-1',
  CAN1: 'ca-central-1',
  CAN2: 'ca-west-1',
  MXC1: 'mx-central-1',
  EU: 'eu-west-1',
  EUW1: 'eu-west-1',
  EUW2: 'eu-west-2',
  EUW3: 'eu-west-3',
  EUC1: 'eu-central-1',
  EUC2: 'eu-central-2',
  EUN1: 'eu-north-1',
  EUS1: 'eu-south-1',
  EUS2: 'eu-south-2',
  APN1: 'ap-northeast-1',
  APN2: 'ap-northeast-2',
  APN3: 'ap-northeast-3',
  APS1: 'ap-southeast-1',
  APS2: 'ap-southeast-2',
  APS3: 'ap-south-1',
  APS4: 'ap-southeast-3',
  APS5: 'ap-south-2',
  APS6: 'ap-southeast-4',
  APE1: 'ap-east-1',
  APE2: 'ap-east-2',
  SAE1: 'sa-east-1',
  MES1: 'me-south-1',
  MEC1: 'me-central-1',
  ILC1: 'il-central-1',
  AFS1: 'af-south-1',
};

describe('splitRegion', () => {
  it.each(Object.entries(REGIONS))('%s is %s, in either billing shape', (code, region) => {
    expect(splitRegion(`${code}-NovaLite-input-tokens`)).toEqual({ region, rest: 'NovaLite-input-tokens' });
    expect(splitRegion(`MP:${code}_InputTokenCount-Units`)).toEqual({
      region,
      rest: 'InputTokenCount-Units',
    });
  });

  it.each([
    ['USE2_InputTokenCount-Units', 'us-east-2', 'InputTokenCount-Units'],
    ['USW2-MP:USW2_InputTokenCount-Units', 'us-west-2', 'InputTokenCount-Units'],
    ['EUC1-MP:NovaLite', 'eu-central-1', 'NovaLite'],
    ['USE1-x-MP:USE1_y', 'us-east-1', 'x-MP:USE1_y'],
    ['NovaLite-input-tokens', 'us-east-1', 'NovaLite-input-tokens'],
    ['NovaEU-EUW2-x', 'us-east-1', 'NovaEU-EUW2-x'],
    ['NovaMXC9-x', 'us-east-1', 'NovaMXC9-x'],
    ['USE1-EUW2-x', 'us-east-1', 'EUW2-x'],
    ['EUW2', 'us-east-1', 'EUW2'],
    ['MXC9-x', 'unknown', 'x'],
    ['GLM5-x', 'us-east-1', 'GLM5-x'],
  ])('%s', (usageType, region, rest) => expect(splitRegion(usageType)).toEqual({ region, rest }));
});
