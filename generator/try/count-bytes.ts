/** What went over the wire. */
export type Traffic = { requests: number; sent: number; received: number };

/** A `fetch` that counts requests and the bytes of their bodies, retries included, and changes nothing else. */
export function countBytes(): { fetch: typeof fetch; traffic: Traffic } {
  const traffic: Traffic = { requests: 0, sent: 0, received: 0 };
  const counted: typeof fetch = async (input, init) => {
    traffic.requests += 1;
    traffic.sent += typeof init?.body === "string" ? Buffer.byteLength(init.body) : 0;
    const response = await fetch(input, init);
    if (!response.body) return response;
    const meter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        traffic.received += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    const { status, statusText, headers } = response;
    return new Response(response.body.pipeThrough(meter), { status, statusText, headers });
  };
  return { fetch: counted, traffic };
}
