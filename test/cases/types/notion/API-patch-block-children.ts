/** The input of `API-patch-block-children`. */
export type APIPatchBlockChildrenInput = {
  /** Identifier for a [block](ref:block). Also accepts a [page](ref:page) ID. */
  block_id: string;
  /** Child content to append to a container block as an array of [block objects](ref:block) */
  children: (BlockObjectRequest | string | { [key: string]: unknown })[];
  /** The ID of the existing block that the new block should be appended after. */
  after?: string;
};

export type BlockObjectRequest = ParagraphBlockRequest | BulletedListItemBlockRequest;

export type ParagraphBlockRequest = {
  paragraph?: { rich_text: RichTextRequest[] };
  type?: "paragraph";
};

export type BulletedListItemBlockRequest = {
  bulleted_list_item?: { rich_text: RichTextRequest[] };
  type?: "bulleted_list_item";
};

export type RichTextRequest = {
  text: { content: string; link?: { [key: string]: unknown } | null };
  type?: "text";
};
