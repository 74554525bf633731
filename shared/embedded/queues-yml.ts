import type { QueueOptions } from './fauxqs.ts';
import { readYaml } from './function-yml.ts';

export interface DeclaredQueue extends QueueOptions {
  readonly logicalId: string;
}

interface QueueResource {
  readonly Type?: string;
  readonly Properties?: {
    readonly VisibilityTimeout?: number;
    readonly RedrivePolicy?: {
      readonly deadLetterTargetArn?: { readonly 'Fn::GetAtt'?: readonly string[] };
      readonly maxReceiveCount?: number;
    };
  };
}

/** The queues of infra/queues.yml with their redrive policies; those that others point to come first. */
export function readQueuesYml(root: string): readonly DeclaredQueue[] {
  const { Resources } = readYaml(root, 'infra/queues.yml') as { Resources: Record<string, QueueResource> };
  const queues = Object.entries(Resources).flatMap(([logicalId, { Type, Properties = {} }]) => {
    if (Type !== 'AWS::SQS::Queue') return [];
    const { VisibilityTimeout, RedrivePolicy } = Properties;
    const deadLetterQueue = RedrivePolicy?.deadLetterTargetArn?.['Fn::GetAtt']?.[0];
    return [
      {
        logicalId,
        ...(VisibilityTimeout === undefined ? {} : { visibilitySeconds: VisibilityTimeout }),
        ...(deadLetterQueue === undefined ? {} : { deadLetterQueue }),
        ...(RedrivePolicy?.maxReceiveCount === undefined
          ? {}
          : { maxReceiveCount: RedrivePolicy.maxReceiveCount }),
      },
    ];
  });
  return queues.sort((a, b) => Number('deadLetterQueue' in a) - Number('deadLetterQueue' in b));
}
