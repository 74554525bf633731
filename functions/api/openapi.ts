import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { ROUTES, type Route } from '../../shared/api/routes.ts';
import { Problem } from '../../shared/api/words.ts';

type Json = Readonly<Record<string, unknown>>;

/** The API as OpenAPI 3.1, from the schemas that check it. */
export function openApi(base: string): Json {
  const paths = new Map<string, Record<string, Json>>();
  for (const [name, route] of Object.entries(ROUTES) as [string, Route][]) {
    const path = paths.get(route.path) ?? {};
    path[route.method.toLowerCase()] = operationOf(name, route);
    paths.set(route.path, path);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Billhook',
      version: '1',
      description: 'Spend, alerts, budgets and statements. Money is exact decimal text; all times are UTC.',
    },
    servers: [{ url: base }],
    security: [{ oidc: [] }],
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { oidc: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: schemaOf(Problem) },
    },
  };
}

function operationOf(name: string, route: Route): Json {
  const { summary, needs, query, body, answer, versioned, method } = route;
  return {
    operationId: name,
    summary,
    'x-needs': needs,
    parameters: [
      ...[...route.path.matchAll(/\{(\w+)\}/g)].map(([, param]) =>
        parameter('path', param!, { type: 'string' }, true),
      ),
      ...(query === undefined ? [] : queryParameters(schemaOf(query))),
      ...(versioned === true ? [parameter('header', 'If-Match', { type: 'string' }, true)] : []),
      ...(method === 'GET' ? [] : [parameter('header', 'Idempotency-Key', { type: 'string' }, false)]),
    ],
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(schemaOf(body)) } }),
    responses: {
      200: {
        description: answer === undefined ? 'The file' : 'The answer',
        ...(answer === undefined ? {} : { content: json(schemaOf(answer)) }),
      },
      default: { description: 'Refused', content: json({ $ref: '#/components/schemas/Problem' }) },
    },
  };
}

function queryParameters(schema: Json): readonly Json[] {
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Json>>;
  const required = (schema.required ?? []) as readonly string[];
  return Object.entries(properties).map(([name, one]) =>
    parameter('query', name, one, required.includes(name)),
  );
}

const parameter = (where: string, name: string, schema: Json, required: boolean): Json => ({
  in: where,
  name,
  required,
  schema,
});

const json = (schema: Json): Json => ({ 'application/json': { schema } });

/** The dialect's own address is the default of OpenAPI 3.1. */
function schemaOf(schema: v.GenericSchema): Json {
  const { $schema: _, ...rest } = toJsonSchema(schema, { target: 'draft-2020-12', errorMode: 'ignore' });
  return rest as Json;
}
