// The shortest pipeline that touches every engine: queue -> S3 -> table, and table stream -> SSM -> Slack and SNS.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

const [dynamodb, s3, sns, ssm] = [new DynamoDBClient(), new S3Client(), new SNSClient(), new SSMClient()];
const { env } = process;

async function noticed(record) {
  const { bucket, object } = JSON.parse(record.body).detail;
  const read = await s3.send(new GetObjectCommand({ Bucket: bucket.name, Key: object.key }));
  const text = await read.Body.transformToString();
  const Item = { pk: { S: 'outbox#1' }, sk: { S: object.key }, text: { S: text } };
  await dynamodb.send(new PutItemCommand({ TableName: env.BILLHOOK_TABLE, Item }));
}

async function written(record) {
  const text = record.dynamodb.NewImage.text.S;
  const secret = await ssm.send(
    new GetParameterCommand({ Name: env.BILLHOOK_SLACK_PARAMETER, WithDecryption: true }),
  );
  const { botToken } = JSON.parse(secret.Parameter.Value);
  const answer = await fetch(`${env.BILLHOOK_SLACK_API_URL}chat.postMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${botToken}` },
    body: JSON.stringify({ channel: '#ai-spend', text }),
  });
  console.log(JSON.stringify(await answer.json()));
  await sns.send(new PublishCommand({ TopicArn: env.BILLHOOK_TOPIC_ARN, Message: text }));
}

export const handler = async (event) => {
  for (const record of event.Records ?? [])
    await (record.body === undefined ? written(record) : noticed(record));
  return { batchItemFailures: [] };
};
