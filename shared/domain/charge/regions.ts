/**
 * Region codes in front of usage types. Some public lists are wrong about Asia: APS1 is Singapore, Mumbai is APS3.
 * https://docs.aws.amazon.com/cur/latest/userguide/
 */
const REGIONS: ReadonlyMap<string, string> = new Map([
  ['USE1', 'us-east-1'],
  ['USE2', 'us-east-2'],
  ['USW1', 'us-west-1'],
  ['USW2', 'us-west-2'],
  ['UGW1', 'us-gov-west-1'],
  ['UGE1', 'us-gov-east-1'],
  ['CAN1', 'ca-central-1'],
  ['CAN2', 'ca-west-1'],
  ['MXC1', 'mx-central-1'],
  ['EU', 'eu-west-1'],
  ['EUW1', 'eu-west-1'],
  ['EUW2', 'eu-west-2'],
  ['EUW3', 'eu-west-3'],
  ['EUC1', 'eu-central-1'],
  ['EUC2', 'eu-central-2'],
  ['EUN1', 'eu-north-1'],
  ['EUS1', 'eu-south-1'],
  ['EUS2', 'eu-south-2'],
  ['APN1', 'ap-northeast-1'],
  ['APN2', 'ap-northeast-2'],
  ['APN3', 'ap-northeast-3'],
  ['APS1', 'ap-southeast-1'],
  ['APS2', 'ap-southeast-2'],
  ['APS3', 'ap-south-1'],
  ['APS4', 'ap-southeast-3'],
  ['APS5', 'ap-south-2'],
  ['APS6', 'ap-southeast-4'],
  ['APE1', 'ap-east-1'],
  ['APE2', 'ap-east-2'],
  ['SAE1', 'sa-east-1'],
  ['MES1', 'me-south-1'],
  ['MEC1', 'me-central-1'],
  ['ILC1', 'il-central-1'],
  ['AFS1', 'af-south-1'],
]);

/** Codes of usage types that mean this region. */
export const codesOf = (region: string): readonly string[] =>
  [...REGIONS].flatMap(([code, name]) => (name === region ? [code] : []));

/** A region code that is not in the table yet: continent, direction, number. `GLM5-` is a model, not a region. */
const NEW_REGION = /^(?:US|UG|EU|AP|CA|CN|SA|ME|IL|AF|MX)[A-Z]\d[-_]/;

export interface RegionSplit {
  /** `us-east-1`; 'unknown' for a region code that is not in the table. */
  readonly region: string;
  /** The usage type without its region code, and without the second one of Marketplace usage types. */
  readonly rest: string;
}

/** Takes the region off the left of a usage type. Without one it is us-east-1, whose older usage types carry none. */
export function splitRegion(usageType: string): RegionSplit {
  const first = takeCode(usageType);
  const marketplace = first.rest.replace(/^MP:/, '');
  const second = marketplace === first.rest ? first : takeCode(marketplace);
  return { region: first.region ?? second.region ?? 'us-east-1', rest: second.rest };
}

function takeCode(text: string): { readonly region?: string; readonly rest: string } {
  // Stryker disable next-line StringLiteral: any word will do that is the code of no region.
  const code = /^([A-Z]{2}(?:[A-Z]\d)?)[-_]/.exec(text)?.[1] ?? '';
  const known = REGIONS.get(code);
  if (known === undefined && !NEW_REGION.test(text)) return { rest: text };
  return { region: known ?? 'unknown', rest: text.slice(code.length + 1) };
}
