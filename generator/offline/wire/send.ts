import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { Fault, ReceivedRequest } from "../types.js";
import { errorEvent, streamEvents } from "./stream-events.js";
import type { WireError, WireMessage } from "./types.js";

/** An answer under way: where it goes, and the record that is kept of it. */
export type Sending = {
  readonly response: ServerResponse;
  readonly record: ReceivedRequest;
  readonly requestId: string;
};

async function write({ response, record }: Sending, bytes: Buffer): Promise<void> {
  record.responseBytes += bytes.length;
  if (!response.write(bytes) && !response.destroyed)
    await Promise.race([once(response, "drain"), once(response, "close")]);
}

/** Sends up to the byte where the fault strikes; false where the rest is not to be sent. */
async function writeUpTo(sending: Sending, bytes: Buffer, fault: Fault | undefined): Promise<boolean> {
  const { response, record } = sending;
  const strikes = fault?.kind === "cut" || fault?.kind === "stall" ? fault.atByte : Number.POSITIVE_INFINITY;
  const room = strikes - record.responseBytes;
  if (response.destroyed) return false;
  if (bytes.length < room) {
    await write(sending, bytes);
    return true;
  }
  if (room > 0) await write(sending, bytes.subarray(0, room));
  // Without a turn of the event loop the bytes before the cut would be lost with the socket.
  if (fault?.kind === "cut") {
    response.flushHeaders();
    setTimeout(() => response.destroy(), 5);
  } else if (!response.destroyed) {
    response.flushHeaders();
    await once(response, "close");
  }
  return false;
}

async function finish({ response }: Sending): Promise<boolean> {
  if (response.destroyed) return false;
  response.end();
  await Promise.race([once(response, "finish"), once(response, "close")]).catch(() => {});
  return response.writableFinished;
}

/** Sends an error as the API does. */
export async function sendError(sending: Sending, error: WireError): Promise<void> {
  const { response, record, requestId } = sending;
  const { status, type, message, details } = error;
  const described = { type, message, ...(details && { details }) };
  const bytes = Buffer.from(JSON.stringify({ type: "error", error: described, request_id: requestId }));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": bytes.length,
    "request-id": requestId,
    ...error.headers,
  });
  record.status = status;
  record.error = { type, message };
  record.rule = error.rule;
  await write(sending, bytes);
  await finish(sending);
}

/** Sends any JSON; true where all of it went out. */
export async function sendJson(sending: Sending, body: object, fault?: Fault): Promise<boolean> {
  const bytes = Buffer.from(JSON.stringify(body));
  const { response, record, requestId } = sending;
  response.writeHead(200, {
    "content-type": "application/json",
    "content-length": bytes.length,
    "request-id": requestId,
  });
  record.status = 200;
  return (await writeUpTo(sending, bytes, fault)) && finish(sending);
}

/** Sends an answer whole; true where all of it went out. */
export function sendMessage(sending: Sending, { envelope, blocks }: WireMessage, fault?: Fault): Promise<boolean> {
  const { id, type, role, ...rest } = envelope;
  return sendJson(sending, { id, type, role, content: blocks.map(({ block }) => block), ...rest }, fault);
}

/** Sends an answer as a stream of events, each written on its own; true where all of it went out. */
export async function sendStream(sending: Sending, message: WireMessage, fault?: Fault): Promise<boolean> {
  const { response, record, requestId } = sending;
  response.writeHead(200, {
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-cache",
    "request-id": requestId,
  });
  record.status = 200;
  const overloadAt = fault?.kind === "overload" ? (fault.atByte ?? 0) : Number.POSITIVE_INFINITY;
  for (const text of streamEvents(message)) {
    if (record.responseBytes >= overloadAt) {
      record.error = { type: "overloaded_error", message: "Overloaded" };
      await write(sending, Buffer.from(errorEvent("overloaded_error", "Overloaded", requestId)));
      await finish(sending);
      return false;
    }
    if (!(await writeUpTo(sending, Buffer.from(text), fault))) return false;
  }
  return finish(sending);
}
