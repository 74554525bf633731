/** `grey`: could not be looked at. */
export type Light = 'green' | 'amber' | 'red' | 'grey';

/** One thing that must be right, and what to do where it is not. Plain text, nothing escaped. */
export interface DoctorLine {
  readonly check: CheckName;
  readonly light: Light;
  /** What was found, one sentence. */
  readonly found: string;
  /** What to do, one sentence or a command. */
  readonly fix?: string;
  /** How long until it shows. */
  readonly wait?: string;
}

export type CheckName =
  | 'export'
  | 'table'
  | 'grain'
  | 'principal'
  | 'resources'
  | 'layout'
  | 'tags'
  | 'bedrock'
  | 'shapes'
  | 'freshness'
  | 'accounts'
  | 'attribution'
  | 'channels';

/** A refresh comes at least once a day: https://docs.aws.amazon.com/cur/latest/userguide/dataexports-export-delivery.html */
export const NEXT_DELIVERY = 'the next delivery, up to 24 h';
/** Listed within a day, and in the export within another: https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html */
export const TAG_WAIT =
  '24 h until AWS lists the key, and 24 h more until the export carries it; not for the past';

export const NO_USAGE = 'there is no Bedrock usage to look at';

export const green = (check: CheckName, found: string): DoctorLine => ({ check, light: 'green', found });
export const grey = (check: CheckName, why: string, fix?: string): DoctorLine => ({
  check,
  light: 'grey',
  found: `not looked at: ${why}`,
  ...(fix === undefined ? {} : { fix }),
});
export const faulty = (
  light: 'amber' | 'red',
  check: CheckName,
  found: string,
  fix: string,
  wait?: string,
): DoctorLine => ({ check, light, found, fix, ...(wait === undefined ? {} : { wait }) });
