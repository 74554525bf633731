import { composeSlack } from '../../shared/runtime/compose/slack.ts';
import { eachSlackRequest } from '../../shared/runtime/slack-events.ts';
import { stack } from '../../shared/runtime/stack.ts';

const app = composeSlack();

/** What people click and type in Slack: verified on its raw bytes, and answered while Slack waits. */
export const handler = stack(app, eachSlackRequest(app));
