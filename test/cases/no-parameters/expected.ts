/** The input of `list_rooms`. */
export type ListRoomsInput = { [key: string]: unknown };
