import type * as v from 'valibot';
import type { ROUTES, RouteName } from './routes.ts';

type Table = typeof ROUTES;

/** What a route answers, as a type only: a page checks nothing and carries no schema. */
export type AnswerOf<N extends RouteName> = Table[N] extends { readonly answer: infer S }
  ? S extends v.GenericSchema
    ? v.InferOutput<S>
    : never
  : never;

export type BodyOf<N extends RouteName> = Table[N] extends { readonly body: infer S }
  ? S extends v.GenericSchema
    ? v.InferInput<S>
    : never
  : never;

export type QueryOf<N extends RouteName> = Table[N] extends { readonly query: infer S }
  ? S extends v.GenericSchema
    ? v.InferInput<S>
    : never
  : Readonly<Record<string, never>>;

/** `GET /teams/{team}`: a client that spells a route otherwise does not compile. */
export type CallOf<N extends RouteName> = `${Table[N]['method']} ${Table[N]['path']}`;
