import { nameOf } from '../template.ts';
import { nodeAt, ofTypes, type Rule, type Template } from './rule.ts';

/** Slack signs its requests itself; everything else has been verified by the gateway. */
const OPEN_ROUTES = new Set(['POST /slack']);

const functionOf = (uri: unknown): string => nameOf(nodeAt({ uri }, 'uri')['Fn::GetAtt'] ? uri : (uri ?? ''));

/** Which functions the gateway may call, and only for this API. */
function callable(template: Template): ReadonlySet<string> {
  const permitted = ofTypes(template, 'AWS::Lambda::Permission').filter(
    ([, { Properties: p }]) =>
      p.Action === 'lambda:InvokeFunction' &&
      p.Principal === 'apigateway.amazonaws.com' &&
      p.SourceArn !== undefined,
  );
  return new Set(permitted.map(([, { Properties }]) => nameOf(Properties.FunctionName)));
}

/** Every route leads to a function that the gateway may call. */
export const routesMayCall: Rule = (template) => {
  const permitted = callable(template);
  return ofTypes(template, 'AWS::ApiGatewayV2::Integration')
    .filter(([, { Properties }]) => !permitted.has(functionOf(Properties.IntegrationUri)))
    .map(([id, { Properties }]) => `${id}: may not call ${functionOf(Properties.IntegrationUri)}`);
};

/** Who asks has signed in; where nobody signs people in the route is not there. */
export const routesAskWho: Rule = (template) =>
  ofTypes(template, 'AWS::ApiGatewayV2::Route')
    .filter(([, { Properties }]) => !OPEN_ROUTES.has(String(Properties.RouteKey)))
    .filter(
      ([, { Properties: p, Condition }]) =>
        p.AuthorizationType !== 'JWT' ||
        nameOf(p.AuthorizerId ?? '') !== 'HttpApiAuthorizerOidc' ||
        Condition !== 'SignsIn',
    )
    .map(([id, { Properties }]) => `${id}: ${Properties.RouteKey} answers anybody`);
