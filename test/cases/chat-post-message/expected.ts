/** The input of `chat_post_message`. */
export type ChatPostMessageInput = {
  /** The channel's id, not its name. */
  channel: string;
  /** @minItems 1 */
  blocks: Block[];
  thread?: string;
};

/** A part of a message. */
export type Block = TextBlock | ImageBlock | DividerBlock;

export type TextBlock = {
  type: "text";
  /** Markdown. */
  text: string;
  emphasis?: boolean;
};

export type ImageBlock = {
  type: "image";
  /** @format uri */
  url: string;
  alt?: string;
};

export type DividerBlock = {
  type: "divider";
};
