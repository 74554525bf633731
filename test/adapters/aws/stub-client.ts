/** Stands in for an SDK client: answers each command by its class's name, in the order they are asked. */
export function stubClient<Client>(
  answers: Readonly<Record<string, (input: Record<string, unknown>, call: number) => unknown>>,
): { readonly client: Client; readonly sent: readonly { readonly name: string; readonly input: unknown }[] } {
  const sent: { name: string; input: unknown }[] = [];
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const { name } = command.constructor;
    const call = sent.filter((each) => each.name === name).length;
    sent.push({ name, input: command.input });
    const answer = answers[name];
    if (answer === undefined) throw new Error(`${name} was not expected`);
    return answer(command.input, call);
  };
  return { client: { send } as Client, sent };
}

/** An error as the SDK throws it. */
export const awsError = (name: string, httpStatusCode: number): Error =>
  Object.assign(new Error(name), { name, $metadata: { httpStatusCode } });
