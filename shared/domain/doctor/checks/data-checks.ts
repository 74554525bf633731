import { HOUR_MS, type Instant, isoHour } from '../../base/instant.ts';
import { formatMoney, type Pico } from '../../base/money.ts';
import type { DoctorFacts } from '../facts.ts';
import { type DoctorLine, faulty, green, grey, NEXT_DELIVERY, NO_USAGE } from '../line.ts';
import { chosenExport } from './export-checks.ts';

/** AWS fills the column from that day on: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html */
const PRINCIPAL = 'line_item_iam_principal';
/** Guardrails, provisioned throughput and customisation have no caller. */
const PRINCIPAL_SHARE_GOOD = 0.8;
const UNATTRIBUTED_SHARE_GOOD = 0.2;
/** Two deliveries a day are usual; a day and a half without one is a fault. */
const AGE_AMBER_HOURS = 24;
const AGE_RED_HOURS = 36;

/** 0–1; a whole of nothing has no share. */
export const shareOf = (part: Pico, whole: Pico): number =>
  whole <= 0n ? 0 : Number((part * 1_000_000n) / whole) / 1_000_000;
/** One decimal, as reports and the console have it; a part never reads as nothing or as all. */
export const percent = (share: number): string => {
  const shown = Math.round(share * 1000) / 10;
  if (share > 0 && shown < 0.1) return 'under 0.1 %';
  return `${share < 1 ? Math.min(shown, 99.9) : shown} %`;
};

export function checkPrincipal(facts: DoctorFacts): DoctorLine {
  const set = chosenExport(facts)?.settings.INCLUDE_IAM_PRINCIPAL_DATA;
  const fix = `set INCLUDE_IAM_PRINCIPAL_DATA = TRUE on the export ("Include caller identity" in the console); if ${PRINCIPAL} stays empty, re-create the export`;
  if (set !== undefined && set !== 'TRUE') {
    return faulty(
      'red',
      'principal',
      'the export is not asked for callers: no alert can name a role',
      fix,
      NEXT_DELIVERY,
    );
  }
  if (!facts.data.known) {
    return set === undefined
      ? grey('principal', facts.data.why)
      : faulty('amber', 'principal', 'the export is asked for callers, but no delivery could be read', fix);
  }
  const { columns, bedrock, currency } = facts.data.value;
  if (columns !== undefined && !columns.includes(PRINCIPAL)) {
    return faulty(
      'red',
      'principal',
      `the export has no column ${PRINCIPAL}: no alert can name a role`,
      fix,
      NEXT_DELIVERY,
    );
  }
  if (bedrock.cost <= 0n) return grey('principal', NO_USAGE);
  const share = shareOf(bedrock.withPrincipal, bedrock.cost);
  const found = `callers on ${percent(share)} of ${formatMoney(bedrock.cost, currency)} of Bedrock usage`;
  if (share >= PRINCIPAL_SHARE_GOOD) return green('principal', found);
  return share === 0
    ? faulty(
        'red',
        'principal',
        `${PRINCIPAL} is empty on all of ${formatMoney(bedrock.cost, currency)} of Bedrock usage`,
        fix,
        NEXT_DELIVERY,
      )
    : faulty(
        'amber',
        'principal',
        found,
        'usage before the option was on, guardrails and provisioned throughput have none; wait for the next month, then look again',
      );
}

export function checkBedrock({ data }: DoctorFacts): DoctorLine {
  if (!data.known) return grey('bedrock', data.why);
  const { bedrock, currency, rows, period } = data.value;
  return bedrock.rows > 0
    ? green(
        'bedrock',
        `${bedrock.rows.toLocaleString('en-US')} usage rows of ${rows.toLocaleString('en-US')}, ${formatMoney(bedrock.cost, currency)} in ${period}`,
      )
    : faulty(
        'amber',
        'bedrock',
        `no Bedrock usage among ${rows.toLocaleString('en-US')} rows of ${period}`,
        'the first delivery of a new export may lack it; if the next one does too, check that this is the payer of the accounts that call Bedrock',
        NEXT_DELIVERY,
      );
}

/** Models of AWS and of third parties are billed in two shapes; who reads only one misses the other's dollars. */
export function checkShapes({ data }: DoctorFacts): DoctorLine {
  if (!data.known) return grey('shapes', data.why);
  const { byAws, byMarketplace } = data.value.bedrock;
  const { currency } = data.value;
  if (byAws === 0n && byMarketplace === 0n) return grey('shapes', NO_USAGE);
  if (byAws > 0n && byMarketplace > 0n) {
    return green(
      'shapes',
      `billed by AWS ${formatMoney(byAws, currency)}, through Marketplace ${formatMoney(byMarketplace, currency)}`,
    );
  }
  const [seen, missing] = byAws > 0n ? ['AWS itself', 'AWS Marketplace'] : ['AWS Marketplace', 'AWS itself'];
  return faulty(
    'amber',
    'shapes',
    `all of it is billed by ${seen}, nothing by ${missing}`,
    'fine if no such model is used; else compare with the Bedrock total of the invoice',
  );
}

export function checkFreshness({ data, asOf, ...rest }: DoctorFacts): DoctorLine {
  const refreshed = chosenExport({ data, asOf, ...rest })?.lastRefreshedAt;
  const made = data.known && data.value.isTimeKnown ? data.value.executedAt : refreshed;
  if (made === undefined) {
    return grey('freshness', data.known ? 'these files do not say when they were delivered' : data.why);
  }
  const hours = Math.floor((asOf - made) / HOUR_MS);
  const through =
    data.known && data.value.dataThrough !== undefined
      ? `, usage through ${isoHour(data.value.dataThrough)}`
      : '';
  const found = `delivered ${ageText(made, asOf)} ago${through}`;
  if (hours < AGE_AMBER_HOURS) return green('freshness', found);
  return faulty(
    hours < AGE_RED_HOURS ? 'amber' : 'red',
    'freshness',
    `${found}; AWS delivers at least once a day`,
    "see the export's status in Billing > Data Exports: a changed bucket policy or KMS key stops it silently",
    NEXT_DELIVERY,
  );
}

function ageText(from: Instant, to: Instant): string {
  const hours = Math.max(0, Math.floor((to - from) / HOUR_MS));
  return hours < 72 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

export function checkAccounts({ data }: DoctorFacts): DoctorLine {
  if (!data.known) return grey('accounts', data.why);
  const { accounts, payers } = data.value;
  if (accounts === 0) return grey('accounts', NO_USAGE);
  const found = `${accounts} account${accounts === 1 ? '' : 's'} with Bedrock charges, of ${payers.length === 1 ? `payer ${payers[0]}` : `${payers.length} payers`}`;
  return accounts > 1
    ? green('accounts', found)
    : faulty(
        'amber',
        'accounts',
        `${found}: an export of a member account sees its own charges only`,
        'fine for a single account; else make the export in the management account',
      );
}

export function checkAttribution({ data }: DoctorFacts): DoctorLine {
  if (!data.known) return grey('attribution', data.why);
  const { bedrock, currency } = data.value;
  if (bedrock.cost <= 0n) return grey('attribution', NO_USAGE);
  const share = shareOf(bedrock.unattributed, bedrock.cost);
  const found = `${percent(share)} of Bedrock usage, ${formatMoney(bedrock.unattributed, currency)}, belongs to no team`;
  return share <= UNATTRIBUTED_SHARE_GOOD
    ? green('attribution', found)
    : faulty(
        'amber',
        'attribution',
        found,
        '`npx billhook report untagged` names the principals whose tagging or rule removes most',
      );
}
