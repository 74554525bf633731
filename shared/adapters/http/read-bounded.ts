/** At most `max` bytes of a body as text; the rest is not fetched. */
export async function readBounded(body: AsyncIterable<Uint8Array>, max: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of body) {
    text += decoder.decode(chunk.subarray(0, max - bytes), { stream: true });
    bytes += chunk.length;
    if (bytes >= max) break;
  }
  return text;
}
